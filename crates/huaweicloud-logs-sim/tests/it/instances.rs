//! The lists of instances of RDS, DDS and DCS, and of the replicas of DCS.

use std::collections::HashSet;

use huaweicloud_logs_sim::Service;
use serde_json::{Value, json};

use crate::calls::{client_of, collect, items, list, text};
use crate::client::{Answer, Client};

/// A service, its base URL and what it calls things.
#[derive(Clone, Copy)]
struct Kind {
    service: Service,
    version: &'static str,
    id: &'static str,
    usual: usize,
    most: usize,
    code: &'static str,
}

const ALL: [Kind; 3] = [
    Kind {
        service: Service::Rds,
        version: "v3",
        id: "id",
        usual: 100,
        most: 100,
        code: "DBS.200001",
    },
    Kind {
        service: Service::Dds,
        version: "v3",
        id: "id",
        usual: 100,
        most: 100,
        code: "DBS.200001",
    },
    Kind {
        service: Service::Dcs,
        version: "v2",
        id: "instance_id",
        usual: 10,
        most: 1000,
        code: "DCS.4800",
    },
];

impl Kind {
    async fn ask(self, client: &Client, query: &str) -> Answer {
        let to = client.to();
        let base = match self.service {
            Service::Rds => &to.rds,
            Service::Dds => &to.dds,
            _ => &to.dcs,
        };
        client.get(&format!("{base}/{}/{}/instances{query}", self.version, to.project_id)).await
    }

    async fn list(self, client: &Client, query: &str) -> Value {
        self.ask(client, query).await.ok(200)
    }

    fn ids(self, answer: &Value) -> Vec<String> {
        items(answer, "instances").iter().map(|one| text(&one[self.id]).to_owned()).collect()
    }
}

async fn client_with(count: u32) -> Client {
    client_of(&format!(
        "rds = [{{ count = {count} }}]\ndds = [{{ count = {count} }}]\ndcs = [{{ count = {count} }}]"
    ))
    .await
}

fn names(answer: &Value) -> Vec<&str> {
    items(answer, "instances").iter().map(|one| text(&one["name"])).collect()
}

#[tokio::test]
async fn the_usual_instances_are_at_work_and_tell_what_they_run() {
    let client = Client::start().await;
    let rds = ALL[0].list(&client, "").await;
    assert_eq!(
        (&rds["total_count"], names(&rds)),
        (&json!(2), vec!["rds-simulated-1", "rds-simulated-2"])
    );
    let engines: Vec<_> =
        items(&rds, "instances").iter().map(|one| text(&one["datastore"]["type"])).collect();
    assert_eq!(engines, ["PostgreSQL", "SQLServer"]);
    assert_eq!(rds["instances"][0]["status"], "ACTIVE");
    assert_eq!(ALL[0].ids(&rds), client.simulator.instances(Service::Rds));

    let dds = ALL[1].list(&client, "").await;
    assert_eq!((&dds["total_count"], names(&dds)), (&json!(1), vec!["dds-simulated-1"]));
    let one = &dds["instances"][0];
    assert_eq!((&one["status"], &one["mode"]), (&json!("normal"), &json!("ReplicaSet")));
    assert_eq!(items(one, "groups").len(), 1);
    let nodes: Vec<_> =
        items(&one["groups"][0], "nodes").iter().map(|node| text(&node["id"])).collect();
    assert_eq!(nodes, client.simulator.dds_node_ids(&client.to().dds_instance));

    let dcs = ALL[2].list(&client, "").await;
    assert_eq!((&dcs["instance_num"], names(&dcs)), (&json!(1), vec!["dcs-simulated-1"]));
    assert_eq!(dcs["instances"][0]["status"], "RUNNING");
    assert_eq!(ALL[2].ids(&dcs), [client.to().dcs_instance.clone()]);
}

#[tokio::test]
async fn pages_lead_through_all_instances() {
    let client = client_with(105).await;
    for kind in ALL {
        let expected = client.simulator.instances(kind.service);
        assert_eq!(kind.ids(&kind.list(&client, "").await), expected[..kind.usual]);
        for limit in [7, 35, 100] {
            let mut all = vec![];
            loop {
                let page =
                    kind.list(&client, &format!("?offset={}&limit={limit}", all.len())).await;
                if kind.service == Service::Dcs {
                    // It counts the page, which a client may not rely on.
                    assert_eq!(page["instance_num"], kind.ids(&page).len());
                } else {
                    assert_eq!(page["total_count"], 105);
                }
                if kind.ids(&page).is_empty() {
                    break;
                }
                all.extend(kind.ids(&page));
                assert!(all.len() < 200, "the list does not come to an end");
            }
            assert_eq!(all, expected, "{} {limit}", kind.service);
        }
    }
}

#[tokio::test]
async fn a_page_beyond_its_bounds_is_refused() {
    let client = Client::start().await;
    for kind in ALL {
        let above = format!("limit={}", kind.most + 1);
        for query in ["limit=0", &above, "limit=-1", "limit=", "limit=x", "limit=%2B1"] {
            let answer = kind.ask(&client, &format!("?{query}")).await;
            answer.refused(400, kind.code, &format!("limit can be 1 to {}", kind.most));
        }
        for query in ["offset=-1", "offset=", "offset=0x1", "offset=2147483648"] {
            let answer = kind.ask(&client, &format!("?{query}")).await;
            answer.refused(400, kind.code, "offset can be 0 to 2147483647");
        }
        let beyond = kind.list(&client, "?offset=2147483647").await;
        assert_eq!(kind.ids(&beyond), [""; 0]);
    }
}

#[tokio::test]
async fn instances_are_found_by_id_and_by_name() {
    let client = client_with(12).await;
    for kind in ALL {
        let name = kind.service.name();
        let ids = client.simulator.instances(kind.service);
        let own = kind.list(&client, &format!("?{}={}", kind.id, ids[4])).await;
        assert_eq!(kind.ids(&own), ids[4..5]);
        assert_eq!(kind.ids(&kind.list(&client, &format!("?{}=other", kind.id)).await), [""; 0]);

        let [whole, part] = match kind.service {
            Service::Dcs => [
                format!("?name={name}-simulated-1&name_equal=true"),
                "?name=simulated-1&name_equal=false".to_owned(),
            ],
            _ => [format!("?name={name}-simulated-1"), "?name=*simulated-1".to_owned()],
        };
        assert_eq!(kind.ids(&kind.list(&client, &whole).await), ids[..1], "{name}");
        let found = kind.list(&client, &part).await;
        assert_eq!(kind.ids(&found), [&ids[..1], &ids[9..]].concat(), "1, 10, 11 and 12");
        let whole = whole.replace("simulated-1", "simulated");
        assert_eq!(kind.ids(&kind.list(&client, &whole).await), [""; 0], "{name}");
    }
    for kind in &ALL[..2] {
        let answer = kind.ask(&client, "?name=*").await;
        answer.refused(400, "DBS.200001", "name is only an asterisk");
    }
    let part = &client.simulator.instances(Service::Rds)[3][5..20];
    let found = ALL[0].list(&client, &format!("?id=*{part}")).await;
    assert_eq!(names(&found), ["rds-simulated-4"]);
    ALL[0].ask(&client, "?id=*").await.refused(400, "DBS.200001", "id is only an asterisk");
}

#[tokio::test]
async fn a_filter_that_no_instance_meets_finds_none() {
    let client = client_of("rds = [{}, { engine = 'mysql' }, { engine = 'sql-server' }]").await;
    for (kind, query, found) in [
        (ALL[0], "?datastore_type=MySQL", vec!["rds-simulated-2"]),
        (ALL[0], "?datastore_type=SQLServer&type=Single", vec!["rds-simulated-3"]),
        (ALL[0], "?datastore_type=MariaDB", vec![]),
        // The case counts.
        (ALL[0], "?datastore_type=mysql", vec![]),
        (ALL[0], "?type=Ha", vec![]),
        (ALL[0], "?tags=team=payments", vec![]),
        (ALL[0], "?vpc_id=b21630c1-e7d3-450d-907d-39ef5f445ae7", vec![]),
        (ALL[1], "?mode=ReplicaSet&datastore_type=DDS-Community", vec!["dds-simulated-1"]),
        (ALL[1], "?mode=Sharding", vec![]),
        (ALL[2], "?status=RUNNING&ip=192.168.0.142", vec!["dcs-simulated-1"]),
        (ALL[2], "?status=ERROR", vec![]),
        (ALL[2], "?ip=192.168.0.1", vec![]),
    ] {
        let answer = kind.list(&client, query).await;
        assert_eq!(names(&answer), found, "{query}");
        if kind.service != Service::Dcs {
            assert_eq!(answer["total_count"], found.len(), "{query}");
        }
    }
}

#[tokio::test]
async fn an_instance_is_found_by_the_address_of_any_of_its_replicas() {
    let client = client_of(
        "[[dcs]]
         replicas = [{ ip = '10.0.0.1' }, { ip = '10.0.0.2' }]
         [[dcs]]
         replicas = [{ ip = '10.0.0.3' }]",
    )
    .await;
    for (ip, found) in [
        ("10.0.0.1", vec!["dcs-simulated-1"]),
        ("10.0.0.2", vec!["dcs-simulated-1"]),
        ("10.0.0.3", vec!["dcs-simulated-2"]),
        // Neither a part of an address nor two of them are one.
        ("10.0.0", vec![]),
        ("10.0.0.1,10.0.0.2", vec![]),
    ] {
        assert_eq!(names(&ALL[2].list(&client, &format!("?ip={ip}")).await), found, "{ip}");
    }
}

async fn groups(client: &Client, instance: &str) -> Value {
    let to = client.to();
    let url = format!("{}/v2/{}/instance/{instance}/groups", to.dcs, to.project_id);
    client.get(&url).await.ok(200)
}

#[tokio::test]
async fn the_listed_replicas_are_those_that_collections_ask_for() {
    let client = client_of(
        "[[dcs]]
         replicas = [{ ip = '10.0.0.1' }, { ip = '10.0.0.2' }, { ip = '10.0.0.3', group = 'group-1' }]
         [jobs]
         takes.polls = 0",
    )
    .await;
    let id = &client.to().dcs_instance;
    let answer = groups(&client, id).await;
    assert_eq!(answer["group_count"], 2);
    let mut ids = vec![];
    for (group, roles) in
        items(&answer, "group_list").iter().zip([vec!["master", "slave"], vec!["master"]])
    {
        let replicas = items(group, "replication_list");
        assert_eq!(
            replicas.iter().map(|one| text(&one["replication_role"])).collect::<Vec<_>>(),
            roles
        );
        ids.extend(replicas.iter().map(|one| text(&one["replication_id"]).to_owned()));
        for replica in replicas {
            let query = format!("&replication_id={}", text(&replica["replication_id"]));
            assert_eq!(collect(&client, &query).await.status, 204);
            let file = list(&client, "&limit=1").await.ok(200)["file_list"][0].take();
            assert_eq!(file["replication_ip"], replica["replication_ip"]);
            assert_eq!(file["group_name"], group["group_name"]);
        }
    }
    assert_eq!(ids, client.simulator.dcs_replication_ids(id));
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 3);
    let node = &answer["group_list"][0]["replication_list"][0]["node_id"];
    collect(&client, &format!("&replication_id={}", text(node))).await.refused(
        400,
        "DCS.4800",
        "replication_id",
    );
}

#[tokio::test]
async fn the_path_of_the_replicas_has_an_instance_in_the_singular() {
    let client = Client::start().await;
    let to = client.to();
    let answer = groups(&client, &to.dcs_instance).await;
    assert_eq!((&answer["group_count"], items(&answer, "group_list").len()), (&json!(1), 1));
    let plural = format!("{}/v2/{}/instances/{}/groups", to.dcs, to.project_id, to.dcs_instance);
    client.get(&plural).await.refused(404, "APIGW.0101", "");
}

#[tokio::test]
async fn the_record_shows_what_a_list_was_asked_for() {
    let client = Client::start().await;
    ALL[0].list(&client, "?name=*simulated&limit=5&secret=1").await;
    assert_eq!(client.simulator.requests()[0].query, ["name=*simulated", "limit=5"]);
}
