//! Arguments and settings that can't work.

use serde_json::Value;

use super::{hwlogs, text};

#[test]
fn wrong_usage_says_what_to_write() {
    let keys = [
        ("HUAWEICLOUD_SDK_AK", "ak"),
        ("HUAWEICLOUD_SDK_SK", "sk"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
    ];
    for (arguments, with_keys, said) in [
        (&["rds", "error-log"][..], true, "<ID>"),
        (&["rds", "error-log", "i", "--region", "cn-north-4"], false, "HUAWEICLOUD_SDK_AK"),
        (&["rds", "error-log", "i"], true, "region"),
        (&["rds", "error-log", "i", "--region", "cn-nort-4"], true, "cn-north-4"),
        (&["clouddc", "server-log", "i", "--region", "nowhere"], true, "nowhere"),
        (&["rds", "error-log", "i", "--timeout", "soon"], true, "20m"),
        (&["rds", "error-log", "i", "--endpoint", "obs=http://h"], true, "clouddc"),
        (&["dcs", "run-log", "i", "--days", "2"], true, "7"),
        (&["frob"], true, "frob"),
    ] {
        let mut command = hwlogs();
        command.args(arguments).envs(with_keys.then_some(keys).into_iter().flatten());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn an_early_error_is_json_too() {
    let output = hwlogs()
        .args(["rds", "error-log", "i", "--json", "--region", "cn-north-4"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"], Value::Array(vec![]));
    assert!(json["errors"][0]["message"].as_str().unwrap().contains("HUAWEICLOUD_SDK_AK"));
}
