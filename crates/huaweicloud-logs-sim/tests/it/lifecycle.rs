//! Starting, stopping, and what the simulator tells about itself.

use std::net::SocketAddr;
use std::time::Duration;

use huaweicloud_logs_sim::{Service, Simulator};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use crate::client::Client;

fn addresses(simulator: &Simulator) -> [SocketAddr; 7] {
    let to = simulator.connection();
    [&to.rds, &to.dds, &to.dcs, &to.clouddc, &to.iam, &to.obs, &to.control]
        .map(|url| url.strip_prefix("http://").unwrap().parse().unwrap())
}

#[tokio::test]
async fn all_servers_listen_on_this_machine_only() {
    let simulator = Simulator::start().await.unwrap();
    let addresses = addresses(&simulator);
    assert!(addresses.iter().all(|address| address.ip() == std::net::Ipv4Addr::LOCALHOST));
    let ports: std::collections::HashSet<_> = addresses.iter().map(SocketAddr::port).collect();
    assert_eq!(ports.len(), addresses.len());
}

#[tokio::test]
async fn dropping_closes_the_ports_and_the_open_connections() {
    let simulator = Simulator::start().await.unwrap();
    let addresses = addresses(&simulator);
    let mut open = vec![];
    for address in addresses {
        open.push(TcpStream::connect(address).await.unwrap());
    }
    let runtime = tokio::runtime::Handle::current();
    drop(simulator);
    for mut stream in open {
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut [0; 8])).await;
        assert!(matches!(read.expect("the connection ends"), Ok(0) | Err(_)));
    }
    for address in addresses {
        assert!(TcpStream::connect(address).await.is_err());
    }
    assert_eq!(runtime.metrics().num_alive_tasks(), 0, "no task is left behind");
}

#[tokio::test]
async fn two_simulators_do_not_share_anything() {
    let (one, two) = (Client::start().await, Client::start().await);
    let url = |client: &Client| {
        let to = client.to();
        format!(
            "{}/v1/{}/physicalservers/{}/logs/exports",
            to.clouddc, to.project_id, to.clouddc_server
        )
    };
    one.post(&url(&one)).await.ok(202);
    two.get(&format!("{}/1", url(&two))).await.refused(404, "iMetal.0100", "does not exist");
    assert_eq!((one.simulator.requests().len(), two.simulator.requests().len()), (1, 1));
}

#[tokio::test]
async fn the_record_shows_what_was_asked_and_no_secrets() {
    let client = Client::start().await;
    let to = client.to().clone();
    let path = format!("/v2/{}/instances/{}/redislog", to.project_id, to.dcs_instance);
    client.get(&format!("{}{path}?log_type=run&secret=in-the-query", to.dcs)).await;
    let authorization =
        format!("SDK-HMAC-SHA256 Access={}, SignedHeaders=host, Signature=5ec7e7", to.access_key);
    let request = client.bare("POST", &format!("{}/nowhere", to.rds));
    client.send(request.header("Authorization", authorization).body("secret-body")).await;

    let requests = client.simulator.requests();
    let [list, nowhere] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((list.service, list.method.as_str(), &list.path), (Service::Dcs, "GET", &path));
    assert_eq!((list.auth_token, list.authorization, list.status), (true, false, Some(204)));
    assert_eq!((&list.query[..], list.jobs_started), (&["log_type=run".to_owned()][..], 0));
    assert_eq!(*list.headers, ["accept", "host", "x-auth-token"]);
    assert_eq!(
        (nowhere.service, nowhere.method.as_str(), nowhere.path.as_str()),
        (Service::Rds, "POST", "/nowhere")
    );
    assert_eq!(
        (nowhere.auth_token, nowhere.authorization, nowhere.status),
        (false, true, Some(404))
    );

    for text in [format!("{requests:?}"), serde_json::to_string(&requests).unwrap()] {
        for secret in
            [&to.token, &to.secret_key, &to.access_key, "5ec7e7", "in-the-query", "secret-body"]
        {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn printing_a_connection_hides_its_secrets_and_serializing_it_does_not() {
    let simulator = Simulator::start().await.unwrap();
    let to = simulator.connection();
    for text in [format!("{to:?}"), format!("{to:#?}"), format!("{simulator:?}")] {
        assert!(!text.contains(&to.secret_key) && !text.contains(&to.token), "{text}");
        assert!(text.contains(&to.access_key) && text.contains(&to.rds));
    }
    let json = serde_json::to_value(to).unwrap();
    assert_eq!(
        (&json["secret_key"], &json["token"]),
        (&to.secret_key.as_str().into(), &to.token.as_str().into())
    );
    assert!(
        to.project_id.len() == 32 && to.project_id.bytes().all(|byte| byte.is_ascii_hexdigit())
    );
    for key in [&to.access_key, &to.secret_key, &to.token] {
        assert!(key.to_lowercase().contains("simulated"), "{key} does not look invented");
    }
}

#[tokio::test]
async fn the_files_of_every_service_are_listed() {
    let simulator = Simulator::start().await.unwrap();
    let to = simulator.connection();
    let sql_server = to.rds_sql_server.as_ref().unwrap();
    let listed: Vec<_> =
        simulator.files().into_iter().map(|file| (file.log, file.service, file.instance)).collect();
    let expected = [
        (Service::Rds, &to.rds_instance, "error-log", 1),
        (Service::Rds, &to.rds_instance, "slow-log", 1),
        (Service::Rds, &to.rds_instance, "audit-log", 2),
        (Service::Rds, sql_server, "slow-log", 1),
        (Service::Rds, sql_server, "xel-log", 1),
        (Service::Dds, &to.dds_instance, "error-log", 3),
        (Service::Dds, &to.dds_instance, "slow-log", 3),
        (Service::Dds, &to.dds_instance, "audit-log", 3),
        (Service::Dcs, &to.dcs_instance, "run-log", 3),
        (Service::CloudDc, &to.clouddc_server, "server-log", 1),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .flat_map(|(service, id, log, count)| vec![(log, service, id.clone()); count])
        .collect();
    assert_eq!(listed, expected);
    let names: std::collections::HashSet<_> =
        simulator.files().into_iter().map(|file| file.name).collect();
    assert_eq!(names.len(), 19);
}
