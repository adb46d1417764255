//! File names that a server may send, made safe for every platform.

/// Longer names are cut; 255 bytes is what common file systems take, and a number needs room.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever their extension.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// Makes `name` a plain file name: one component, visible, and legal on every platform.
///
/// Whatever it is given, the result stays inside the folder it is joined to.
pub(crate) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim_matches(['.', ' ']).is_empty());
    let replaced: String = last
        .unwrap_or("log")
        .chars()
        .map(|letter| if is_unsafe(letter) { '_' } else { letter })
        .collect();
    let trimmed = replaced.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let mut safe = cut(trimmed, LONGEST);
    let stem = safe.split('.').next().unwrap_or_default().trim_end();
    if RESERVED.iter().any(|device| device.eq_ignore_ascii_case(stem)) {
        safe = cut(&format!("_{safe}"), LONGEST);
    }
    if safe.is_empty() { "log".to_owned() } else { safe }
}

/// The name with a number before its extension: `a.tar.gz`, 2 gives `a-2.tar.gz`.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    let (stem, extension) = split(name);
    format!("{stem}-{number}{extension}")
}

fn split(name: &str) -> (&str, &str) {
    let mut at = match name.rfind('.') {
        Some(at) if at > 0 => at,
        _ => return (name, ""),
    };
    if let Some(inner) = name[..at].strip_suffix(".tar") {
        at = inner.len();
    }
    // What stands behind the dot of an IP address or a version is no extension.
    if name[at + 1..].chars().all(|letter| letter.is_ascii_digit()) {
        (name, "")
    } else {
        name.split_at(at)
    }
}

fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*')
        || is_invisible(letter)
}

/// Characters that make a name look like another one.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// At most `limit` bytes, keeping the extension and ending in neither a dot nor a space.
fn cut(name: &str, limit: usize) -> String {
    if name.len() <= limit {
        return name.to_owned();
    }
    let (stem, extension) = match split(name) {
        (stem, extension) if extension.len() <= 16 => (stem, extension),
        _ => (name, ""),
    };
    let mut end = (limit - extension.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &stem[..end]).trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{LONGEST, numbered, safe};

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "054bc9c1f680d55c1f36c006e5a9f67b_errorlog_download_20200515080614589",
            "redis_192.168.0.142_2021-04-16.log",
            "SN1-dump.tar.gz",
            "日志.log",
        ] {
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn hostile_names_become_harmless() {
        for (hostile, harmless) in [
            ("../../etc/passwd", "passwd"),
            ("/etc/cron.d/job", "job"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("C:\\x.log", "x.log"),
            ("C:x.log", "C_x.log"),
            ("..", "log"),
            ("a/..", "a"),
            ("", "log"),
            ("...", "log"),
            (".bashrc", "bashrc"),
            ("a\0b\n.log", "a_b_.log"),
            ("CON", "_CON"),
            ("con.log", "_con.log"),
            ("nul .txt", "_nul .txt"),
            ("log.txt. ", "log.txt"),
            ("a\u{202e}gol.exe", "a_gol.exe"),
        ] {
            assert_eq!(safe(hostile), harmless, "{hostile:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_before_its_extension() {
        let cut = safe(&format!("{}.tar.gz", "é".repeat(4096)));
        assert!(cut.len() <= LONGEST && cut.ends_with(".tar.gz"), "{cut}");
    }

    #[test]
    fn a_long_name_of_a_device_gets_no_longer() {
        let cut = safe(&format!("con.{}.tar.gz", "x".repeat(4096)));
        assert!(cut.len() <= LONGEST && cut.starts_with("_con.") && cut.ends_with("x.tar.gz"));
        assert_eq!(safe(&cut), cut);
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        for (name, second) in [
            ("a.log", "a-2.log"),
            ("a.tar.gz", "a-2.tar.gz"),
            ("a", "a-2"),
            ("redis_192.168.0.142_2021-04-16.log", "redis_192.168.0.142_2021-04-16-2.log"),
            ("host_10.0.0.1", "host_10.0.0.1-2"),
        ] {
            assert_eq!(numbered(name, 2), second);
        }
    }

    proptest! {
        #[test]
        fn no_name_leaves_the_folder(name in any::<String>(), number in any::<u32>()) {
            let folder = Path::new("folder");
            for name in [safe(&name), numbered(&safe(&name), number)] {
                let path = folder.join(&name);
                prop_assert_eq!(path.parent(), Some(folder));
                let components: Vec<_> = Path::new(&name).components().collect();
                prop_assert!(matches!(components.as_slice(), [Component::Normal(_)]), "{:?}", name);
                prop_assert!(name.len() <= 255 && !name.starts_with('.'));
            }
        }

        #[test]
        fn a_safe_name_is_left_alone(name in any::<String>()) {
            let once = safe(&name);
            prop_assert_eq!(safe(&once), once);
        }

        #[test]
        fn no_path_leaves_the_folder(name in "[./\\\\a-c: ]{0,24}") {
            let path = Path::new("folder").join(safe(&name));
            prop_assert_eq!(path.parent(), Some(Path::new("folder")));
        }
    }
}
