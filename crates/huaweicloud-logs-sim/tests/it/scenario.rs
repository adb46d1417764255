//! Scenario files: what is refused and how, and the program that reads them.

use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use huaweicloud_logs_sim::{Fault, FaultOrder, Service};
use huaweicloud_logs_sim::{Logs, On, Scenario, Simulator, Takes};
use serde_json::Value;

/// Refused for a reason that has all the words.
#[track_caller]
fn assert_refused(scenario: &str, words: &[&str]) {
    let error = Scenario::parse(scenario).expect_err(scenario).to_string();
    for word in words {
        assert!(error.contains(word), "{word} is not in the message for {scenario}:\n{error}");
    }
}

#[test]
fn an_unknown_key_or_word_is_named_with_those_there_are() {
    for (scenario, words) in [
        ("sed = 1", ["sed = 1", "unknown field `sed`", "`seed`"]),
        ("[qouta]\n", ["line 1", "unknown field `qouta`", "`quota`"]),
        ("quota.calls = 1", ["calls", "unknown field `calls`", "`calls_per_minute`"]),
        ("quota.retry_after = 'later'", ["retry_after", "unknown variant `later`", "`date`"]),
        ("jobs.takes = { fix = '1s' }", ["takes", "unknown variant `fix`", "`fixed`"]),
        ("jobs.takes = 'forever'", ["takes", "unknown variant `forever`", "`never`"]),
        ("jobs.progress = 'slow'", ["progress", "unknown variant `slow`", "`stairs`"]),
        ("[[rds]]\nlog = 'recorded'", ["line 2", "unknown field `log`", "`logs`"]),
        ("[[rds]]\nnodes = []", ["line 2", "unknown field `nodes`", "`count`"]),
        ("[[rds]]\nengine = 'mssql'", ["line 2", "unknown variant `mssql`", "`sql-server`"]),
        ("[[dds]]\nxel_logs = 'recorded'", ["line 2", "unknown field `xel_logs`", "`slow_logs`"]),
        ("[[dds]]\nnodes = [{ ip = '' }]", ["line 2", "unknown field `ip`", "`name`"]),
        ("dialect.words = 'Upper'", ["words", "unknown variant `Upper`", "`upper`"]),
        ("links.reissue = 'no'", ["reissue", "unknown variant `no`", "`same-object`"]),
        ("[[faults]]\nfault = { kind = 'crash' }", ["fault", "unknown variant `crash`", "`reset`"]),
        ("[[faults]]\non.sevice = 'rds'\n", ["line 2", "unknown field `sevice`", "`service`"]),
    ] {
        assert_refused(scenario, &words);
    }
}

#[test]
fn a_value_of_a_wrong_type_is_shown_with_what_was_expected() {
    for (scenario, words) in [
        ("seed = 'one'", ["seed = 'one'", "invalid type: string \"one\"", "u64"]),
        ("seed = -1", ["seed = -1", "integer `-1`", "u64"]),
        ("rds = 1", ["rds = 1", "integer `1`", "a sequence"]),
        ("[[rds]]\ncount = 1.5", ["line 2", "1.5", "u32"]),
        ("clock_ahead = true", ["clock_ahead", "boolean `true`", "such as \"90s\""]),
        ("clock_ahead = 'soon'", ["clock_ahead", "\"soon\"", "write a length of time"]),
        ("jobs.takes.fixed = 1.5", ["fixed = 1.5", "1.5", "whole number of seconds"]),
        ("links.lifetime = '5 parsecs'", ["lifetime", "5 parsecs", "\"15m\""]),
        (
            "[[rds]]\nlogs.generated.size = 'big'",
            ["size = 'big'", "\"big\"", "write a number of bytes"],
        ),
        ("[[rds]]\nlogs.generated.size = -1", ["size = -1", "-1", "\"64KiB\""]),
        ("[[rds]]\nlogs.generated.files = 2", ["generated", "missing field", "`size`"]),
        ("[[faults]]\ntimes = 1", ["line 1", "missing field", "`fault`"]),
        ("[[faults]]\nfault = { kind = 'corrupt', at = '50' }", ["fault", "\"50\"", "\"100%\""]),
        ("seed = ", ["line 1", "seed =", "expected"]),
    ] {
        assert_refused(scenario, &words);
    }
}

#[test]
fn a_value_that_makes_no_sense_is_named_with_what_to_write() {
    for (scenario, place, advice) in [
        ("account.token_lifetime = '-1h'", "account.token_lifetime is -1h", "write 0 or more"),
        ("account.users = []", "account.users is empty", "leave it out"),
        ("account.project_id = 'a/b'", "account.project_id \"a/b\"", "without a slash"),
        (
            "account.users = [{}, { name = 'second' }]",
            "account.users: \"SIMULATEDACCESSKEY00\" is there twice",
            "access keys of their own",
        ),
        ("quota.calls_per_minute = 0", "quota.calls_per_minute is 0", "write 1 or more"),
        ("links.lifetime = -1", "links.lifetime is -1s", "write 0 or more"),
        ("dialect.unknown_word = ''", "dialect.unknown_word is", "write a word"),
        ("dialect.unknown_word = 'Finish'", "dialect.unknown_word is", "write a word"),
        (
            "starts_at = '2026-01-15T08:30:45Z'\nclock_ahead = 5",
            "starts_at and clock_ahead",
            "write only one",
        ),
        ("rds = [{ count = 4000000000 }]", "rds[0].count", "100000 at most"),
        ("jobs.failure_rate = 2", "jobs.failure_rate is 2", "from 0 to 1"),
        ("jobs.failure_rate = nan", "jobs.failure_rate is NaN", "from 0 to 1"),
        ("jobs.takes.fixed = '-1s'", "jobs.takes.fixed is -1s", "write 0 or more"),
        (
            "jobs.takes.uniform = { from = '2m', to = '1m' }",
            "jobs.takes.uniform: from (2m) is more than to (1m)",
            "the shorter one first",
        ),
        (
            "jobs.takes.uniform = { from = 0, to = -5 }",
            "jobs.takes.uniform.to is -5s",
            "write 0 or more",
        ),
        (
            "jobs.takes.log-normal = { median = 0, sigma = 1.0 }",
            "jobs.takes.log-normal.median is 0s",
            "above 0",
        ),
        (
            "jobs.takes.log-normal = { median = '1s', sigma = 0.0 }",
            "jobs.takes.log-normal.sigma is 0",
            "a number above 0",
        ),
        ("jobs.takes.exponential.mean = '-1s'", "jobs.takes.exponential.mean is -1s", "above 0"),
        (
            "jobs.takes.pareto = { from = '1s', alpha = inf }",
            "jobs.takes.pareto.alpha is inf",
            "a number above 0",
        ),
        ("rds = []", "rds is an empty list", "leave it out"),
        ("rds = [{}, { count = 0 }]", "rds[1].count is 0", "leave the instance out"),
        ("dds = [{ id = 'a/b' }]", "dds[0].id \"a/b\"", "without a slash"),
        ("dcs = [{ id = 'a' }, { id = 'a' }]", "dcs[1].id \"a\" is taken", "write another"),
        (
            "dds = [{ nodes = [{ id = 'a' }, {}] }, { nodes = [{ id = 'a' }] }]",
            "dds[1].nodes[0].id \"a\" is taken",
            "write another",
        ),
        (
            "dcs = [{ replicas = [{ replication_id = 'a' }, { replication_id = 'a' }] }]",
            "dcs[0].replicas[1].replication_id \"a\" is taken",
            "write another",
        ),
        (
            "rds = [{ logs.generated = { size = 1, files = 0 } }]",
            "rds[0].logs.generated.files is 0",
            "write 1 or more",
        ),
        (
            "dds = [{ audit_logs.generated = { size = 1, files = 0 } }]",
            "dds[0].audit_logs.generated.files is 0",
            "write 1 or more",
        ),
        (
            "rds = [{}, { xel_logs.generated = { size = 1 } }]",
            "rds[1].xel_logs: PostgreSQL instances hand out none",
            "leave it out",
        ),
        (
            "rds = [{ engine = 'mysql', logs.generated = { size = 1 } }]",
            "rds[0].logs: MySQL instances hand out none",
            "leave it out",
        ),
        (
            "rds = [{ engine = 'mysql', xel_logs.generated = { size = 1 } }]",
            "rds[0].xel_logs: MySQL instances hand out none",
            "leave it out",
        ),
        (
            "rds = [{ engine = 'sql-server', logs.generated = { size = 1 } }]",
            "rds[0].logs: SQLServer instances hand out none",
            "leave it out",
        ),
        (
            "rds = [{ engine = 'sql-server', audit_logs.folder = 'audit' }]",
            "rds[0].audit_logs: SQLServer instances hand out none",
            "leave it out",
        ),
        (
            "dds = [{ slow_logs.generated = { size = 1, files = 2 }, nodes = [{}, {}, {}] }]",
            "dds[0] has 3 nodes and 2 slow_logs",
            "leave slow_logs.generated.files out",
        ),
        (
            "clouddc = [{ logs.generated = { size = 5000, files = 2 } }]",
            "clouddc[0].logs.generated.files",
            "leave it out",
        ),
        (
            "dds = [{ logs.generated = { size = 1, files = 2 }, nodes = [{}] }]",
            "dds[0] has 1 nodes and 2 logs",
            "leave logs.generated.files out",
        ),
        ("dcs = [{}, { jobs.failure_rate = -1 }]", "dcs[1].jobs.failure_rate is -1", "from 0 to 1"),
        (
            "dds = [{ nodes = [{}, { jobs.takes.fixed = -1 }, {}] }]",
            "dds[0].nodes[1].jobs.takes.fixed is -1s",
            "write 0 or more",
        ),
        (
            "faults = [{ on.operation = 'ListLogs', fault.kind = 'reset' }]",
            "faults[0]: there is no operation \"ListLogs\"",
            "ListRedislog",
        ),
        (
            "faults = [{ fault.kind = 'reset' }, { chance = 2, fault.kind = 'reset' }]",
            "faults[1]: chance is 2",
            "from 0 to 1",
        ),
        (
            "faults = [{ fault = { kind = 'status', status = 1000 } }]",
            "faults[0]: status 1000",
            "write 200 to 599",
        ),
        (
            "faults = [{ fault = { kind = 'delay', by = '-1s' } }]",
            "faults[0]: by is -1s",
            "write 0 or more",
        ),
        (
            "faults = [{ fault = { kind = 'trickle', at = 0, bytes_per_second = 0 } }]",
            "faults[0]: bytes_per_second is 0",
            "use the fault stall",
        ),
    ] {
        assert_refused(scenario, &[place, advice]);
    }
}

#[tokio::test]
async fn a_scenario_put_together_in_code_is_checked_at_the_start() {
    let mut scenario = Scenario::default();
    scenario.account.users.clear();
    let error = Simulator::start_with(scenario).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("account.users is empty"), "{error}");
    let order = FaultOrder::new(Fault::IgnoreRange).on(On::operation("DownloadLogs"));
    let error = Simulator::start_with(Scenario::default().with_fault(order)).await.unwrap_err();
    assert!(error.to_string().contains("faults[0]: there is no operation"), "{error}");
}

#[test]
fn an_empty_scenario_is_the_usual_one_and_lengths_are_written_in_several_ways() {
    assert_eq!(Scenario::parse("").unwrap(), Scenario::default());
    let takes = |text: &str| Scenario::parse(&format!("jobs.takes.{text}")).unwrap().jobs.takes;
    let [minute, text] = [takes("fixed = 90"), takes("fixed = '1m 30s'")];
    assert_eq!(minute, text);
    assert_eq!(minute, Some(Takes::Fixed(std::time::Duration::from_secs(90).into())));
    let size = |text: &str| {
        Scenario::parse(&format!("rds = [{{ logs.generated.size = {text} }}]")).unwrap().rds
    };
    assert_eq!(size("65536"), size("'64KiB'"));
}

#[test]
fn a_missing_or_wrong_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cloud.toml");
    let error = Scenario::load(&path).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{}: ", path.display())), "{error}");
    for (content, words) in [("quota = 1", "quota = 1"), ("rds = []", "rds is an empty list")] {
        std::fs::write(&path, content).unwrap();
        let error = Scenario::load(&path).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{}: ", path.display())), "{error}");
        assert!(error.contains(words), "{error}");
    }
}

#[tokio::test]
async fn folders_are_relative_to_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("logs")).unwrap();
    std::fs::write(folder.path().join("logs/one.log"), "one\n").unwrap();
    let path = folder.path().join("cloud.toml");
    let logs = "logs.folder = 'logs', slow_logs.folder = 'logs', audit_logs.folder = 'logs'";
    let sql_server = "engine = 'sql-server', xel_logs.folder = 'logs'";
    let dds = "nodes = [{}], logs.folder = 'logs', slow_logs.folder = 'logs'";
    let dds = format!("{dds}, audit_logs.folder = 'logs'");
    let scenario = format!("rds = [{{ {logs} }}, {{ {sql_server} }}]\ndds = [{{ {dds} }}]");
    std::fs::write(&path, scenario).unwrap();
    let scenario = Scenario::load(&path).unwrap();
    assert_eq!(scenario.rds[0].logs, Logs::Folder(folder.path().join("logs")));
    let files = Simulator::start_with(scenario).await.unwrap().files();
    let held = |log: &str| -> Vec<Service> {
        let same = files.iter().filter(|file| file.log == log && file.content.bytes() == "one\n");
        same.map(|file| file.service).collect()
    };
    for log in ["error-log", "slow-log", "audit-log"] {
        assert_eq!(held(log), [Service::Rds, Service::Dds], "{log}");
    }
    assert_eq!(held("xel-log"), [Service::Rds]);
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin("hwlogs-sim"));
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn the_program_reads_a_scenario_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cloud.toml");
    let scenario = "account.region = 'eu-west-101'\nclouddc = [{ id = 'my-server' }]\n\
                    [[account.users]]\nsecurity_token = 'simulated/token'";
    std::fs::write(&path, scenario).unwrap();
    let output = run(&["--scenario", path.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let connection: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(connection["region"], "eu-west-101");
    assert_eq!(connection["clouddc_server"], "my-server");
    assert_eq!(connection["security_token"], "simulated/token");
}

#[test]
fn the_program_refuses_a_wrong_file_and_says_where_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cloud.toml");
    let path = path.to_str().unwrap();
    let refused = |words: &[&str]| {
        let output = run(&["--scenario", path]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{output:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.starts_with(&format!("hwlogs-sim: {path}: ")), "{errors}");
        for word in words {
            assert!(errors.contains(word), "{word} is not in {errors}");
        }
    };
    refused(&[]);
    for (content, words) in [
        ("[quota]\ncalls_per_minut = 60", ["line 2", "calls_per_minut"]),
        ("quota.calls_per_minute = 0", ["quota.calls_per_minute", "write 1 or more"]),
    ] {
        std::fs::write(path, content).unwrap();
        refused(&words);
    }
}

#[test]
fn the_program_refuses_a_folder_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cloud.toml");
    std::fs::write(&path, "dcs = [{ logs.folder = 'nowhere' }]").unwrap();
    let output = run(&["--scenario", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{output:?}");
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("dcs[0]: the folder ") && errors.contains("nowhere"), "{errors}");
}

#[test]
fn the_program_prints_the_schema_of_scenario_files() {
    let output = run(&["--print-schema"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema, Scenario::json_schema());
    for member in ["seed", "account", "quota", "jobs", "dialect", "rds", "clouddc", "faults"] {
        assert!(schema["properties"][member].is_object(), "{member}");
    }
    assert_eq!(schema["additionalProperties"], false);
}
