//! Orders of faults, and calls for them to befall.

use huaweicloud_logs_sim::{ErrorBody, Fault, FaultOrder, RecordedRequest, Scenario, Service};
use serde_json::Value;

use crate::client::{Answer, Client};

impl Client {
    /// Starts with a scenario file of this text, in which jobs are done at once.
    pub(crate) async fn start_ready(text: &str) -> Self {
        let scenario = format!("jobs.takes.polls = 0\n{text}");
        Self::start_with(Scenario::parse(&scenario).unwrap()).await
    }

    /// Orders a fault as a Rust test does.
    pub(crate) fn order(&self, order: FaultOrder) -> u64 {
        self.simulator.order(order).unwrap()
    }

    /// Orders a fault as a program in another language does.
    pub(crate) async fn order_json(&self, order: Value) -> u64 {
        let request = self.bare("POST", &format!("{}/_sim/faults", self.to().control));
        let answer = self.send(request.json(&order)).await.ok(201);
        answer["id"].as_u64().unwrap()
    }

    pub(crate) fn rds_export(&self) -> String {
        let to = self.to();
        format!("{}/v3/{}/instances/{}/errorlog-download", to.rds, to.project_id, to.rds_instance)
    }

    pub(crate) fn rds_jobs(&self) -> String {
        let to = self.to();
        let id = huaweicloud_logs_sim::KNOWN_JOB_ID;
        format!("{}/v3/{}/jobs?id={id}", to.rds, to.project_id)
    }

    pub(crate) fn dds_export(&self) -> String {
        let to = self.to();
        format!("{}/v3/{}/instances/{}/errorlog-download", to.dds, to.project_id, to.dds_instance)
    }

    /// Collects with POST, lists with GET.
    pub(crate) fn dcs_logs(&self) -> String {
        let to = self.to();
        let path = format!("v2/{}/instances/{}/redislog", to.project_id, to.dcs_instance);
        format!("{}/{path}?log_type=run", to.dcs)
    }

    /// Collects and gives the id of the newest file, which is ready at once.
    pub(crate) async fn dcs_file(&self) -> String {
        assert_eq!(self.post(&self.dcs_logs()).await.status, 204);
        let listing = self.get(&self.dcs_logs()).await.ok(200);
        listing["file_list"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn dcs_link(&self, file: &str) -> String {
        let logs = self.dcs_logs();
        let base = logs.split('?').next().unwrap();
        let answer = self.post(&format!("{base}/{file}/links")).await.ok(200);
        answer["link"].as_str().unwrap().to_owned()
    }

    pub(crate) fn clouddc_exports(&self) -> String {
        let to = self.to();
        let path = format!("physicalservers/{}/logs/exports", to.clouddc_server);
        format!("{}/v1/{}/{path}", to.clouddc, to.project_id)
    }

    /// A link to the object that [`object`](Self::object) has the bytes of.
    pub(crate) async fn link(&self) -> String {
        let answer = self.post(&self.rds_export()).await.ok(200);
        answer["list"][0]["file_link"].as_str().unwrap().to_owned()
    }

    pub(crate) fn object(&self) -> Vec<u8> {
        self.files(Service::Rds, "error-log")[0].content.bytes().to_vec()
    }

    /// Asks with more headers.
    pub(crate) async fn fetch_with(&self, link: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.bare("GET", link);
        let add = |request: reqwest::RequestBuilder, &(name, value): &(&str, &str)| {
            request.header(name, value)
        };
        self.send(headers.iter().fold(request, add)).await
    }

    /// The newest request to a server.
    pub(crate) fn last(&self, service: Service) -> RecordedRequest {
        let requests = self.simulator.requests();
        requests.into_iter().rfind(|request| request.service == service).unwrap()
    }
}

/// A refusal in the service's own shape.
pub(crate) fn status(status: u16) -> Fault {
    Fault::Status { status, retry_after: None, retry_after_date: None, body: ErrorBody::default() }
}
