use std::collections::BTreeSet;

use huaweicloud_logs_api::{clouddc, dcs, dds, log_jobs, rds};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};

use super::{Answer, Observation, Phase, keys, observe};
use crate::update::Update;

fn seen(job: &huaweicloud_logs_api::log_job::LogJob, answer: Value) -> Observation {
    observe(job, Answer::of(&answer).unwrap(), &BTreeSet::new())
}

#[test]
fn rds_is_done_with_a_lower_case_word_and_an_item_without_one() {
    let seen = seen(
        &rds::jobs::ERROR_LOG,
        json!({"status": "finish", "list": [{"workflow_id": "w", "file_name": "f", "file_link": "l"}]}),
    );
    assert_eq!((seen.phase, seen.items[0].phase), (Phase::Succeeded, Phase::Succeeded));
    assert_eq!(seen.items[0].word.as_deref(), Some("finish"));
}

#[test]
fn dds_waits_for_the_slowest_node_and_keeps_the_others_of_a_failed_one() {
    let answer = |whole: &str, second: &str| {
        json!({"status": whole, "list": [
            {"node_name": "a", "status": "SUCCESS", "file_link": "l"},
            {"node_name": "b", "status": second, "file_link": null},
        ]})
    };
    let job = &dds::jobs::ERROR_LOG;
    assert_eq!(seen(job, answer("CREATING", "EXPORTING")).phase, Phase::Pending);
    assert_eq!(seen(job, answer("FINISH", "EXPORTING")).phase, Phase::Pending);
    assert_eq!(seen(job, answer("FINISH", "SUCCESS")).phase, Phase::Succeeded);
    let one_failed = seen(job, answer("FINISH", "FAILED"));
    assert_eq!(one_failed.phase, Phase::Succeeded);
    let update = Update::new(&one_failed, 3);
    assert_eq!((update.ready, update.pending, update.failed, update.polls), (1, 0, 1, 3));
}

#[test]
fn dcs_is_done_when_its_new_files_are_and_old_ones_do_not_count() {
    let job = &dcs::jobs::RUN_LOG;
    let old = Answer::of(&json!({"file_list": [{"id": "old", "status": "succeed"}]})).unwrap();
    let known = keys(job, old.clone());
    assert_eq!(observe(job, old, &known).phase, Phase::Pending);
    let with_new = |status: &str| {
        let list = json!([{"id": "new", "file_name": "n", "status": status}, {"id": "old", "status": "succeed"}]);
        Answer::of(&json!({"file_list": list})).unwrap()
    };
    assert_eq!(observe(job, with_new("running"), &known).phase, Phase::Pending);
    let done = observe(job, with_new("succeed"), &known);
    assert_eq!((done.phase, done.items.len()), (Phase::Succeeded, 1));
    assert_eq!(observe(job, with_new("failed"), &known).phase, Phase::Failed);
    assert_eq!(seen(job, json!({})).phase, Phase::Pending);
}

#[test]
fn a_page_that_repeats_an_entry_does_not_double_the_file() {
    let answer = json!({"file_list": [
        {"id": "a", "file_name": "a.log", "status": "succeed"},
        {"id": "a", "file_name": "a.log", "status": "succeed"},
    ]});
    assert_eq!(seen(&dcs::jobs::RUN_LOG, answer).items.len(), 1);
}

#[test]
fn clouddc_takes_every_spelling_of_a_percentage() {
    let percent = |value: Value| {
        seen(&clouddc::jobs::SERVER_LOG, json!({"status": "Running", "percentage": value})).percent
    };
    for thirty in [json!("30%"), json!("30"), json!(30), json!(" 30 % "), json!(30.0)] {
        assert_eq!(percent(thirty.clone()), Some(30.0), "{thirty}");
    }
    for none in [json!("soon"), json!(""), json!("-1"), json!("NaN"), json!(101), Value::Null] {
        assert_eq!(percent(none.clone()), None, "{none}");
    }
}

#[test]
fn an_update_reads_as_a_sentence() {
    let running =
        seen(&clouddc::jobs::SERVER_LOG, json!({"status": "Running", "percentage": "30%"}));
    assert_eq!(Update::new(&running, 1).to_string(), "preparing 30 % (Running), 0 of 1 files");
    let nothing = seen(&dcs::jobs::RUN_LOG, json!({}));
    assert_eq!(Update::new(&nothing, 1).to_string(), "preparing, no files yet");
}

/// JSON of any shape, with the documents' own keys and words among it.
fn answers() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("FINISH".to_owned()),
        Just("succeed".to_owned()),
        Just("completed".to_owned()),
        Just("EXPORTING".to_owned()),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("status".to_owned()),
        Just("list".to_owned()),
        Just("file_list".to_owned()),
        Just("percentage".to_owned()),
        Just("id".to_owned()),
        any::<String>(),
    ];
    leaf.prop_recursive(3, 32, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_answer_is_read_without_panic_and_done_only_by_a_documented_word(answer in answers()) {
        for job in log_jobs() {
            let seen = seen(job, answer.clone());
            assert_ne!(seen.phase, Phase::Unknown);
            if seen.phase != Phase::Succeeded {
                continue;
            }
            match job.answer {
                Some(place) => {
                    let word = Answer::of(&answer).unwrap().text(place.status).unwrap();
                    let known = place.words.succeeded.iter().any(|known| known.eq_ignore_ascii_case(&word));
                    assert!(known, "{} took {word:?} for done", job.service);
                }
                None if job.is_list() => {}
                None => assert!(seen.items.iter().any(|item| item.phase == Phase::Succeeded)),
            }
            let ended = |phase| matches!(phase, Phase::Succeeded | Phase::Failed);
            assert!(seen.items.iter().all(|item| ended(item.phase)), "{answer}");
        }
    }
}
