//! Where each service answers: by region, or as the caller says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use url::Url;

use crate::error::{Error, Kind};
use crate::service::Service;

impl Service {
    /// The regions this service is offered in, by the official SDKs' lists.
    pub fn regions(self) -> impl Iterator<Item = &'static str> {
        REGIONS[self.as_str()].keys().map(String::as_str)
    }
}

impl std::str::FromStr for Service {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|service| service.as_str() == name);
        found.ok_or_else(|| {
            Kind::Config(format!("there is no service `{name}`"))
                .with_hint("the services are rds, dds, dcs and clouddc")
        })
    }
}

/// How alike names must be for one to be taken for the other; names of different areas are below it.
const ALIKE: f64 = 0.85;

/// How many of them are named.
const SHOWN: usize = 5;

type Regions = BTreeMap<String, BTreeMap<String, String>>;

/// Service, then region, then URL.
static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    serde_json::from_str(include_str!("regions.json"))
        .expect("regions.json is a map of maps of URLs")
});

/// The endpoints of one [`crate::Cloud`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Endpoints {
    pub(crate) region: Option<String>,
    overrides: BTreeMap<Service, Url>,
    iam: Option<Url>,
}

impl Endpoints {
    /// Sends the calls of `service` to `url` instead of its regional endpoint.
    pub(crate) fn set(&mut self, service: Service, url: &str) -> Result<(), Error> {
        self.overrides.insert(service, endpoint(service.as_str(), url)?);
        Ok(())
    }

    /// Asks IAM at `url` instead of the region's.
    pub(crate) fn set_iam(&mut self, url: &str) -> Result<(), Error> {
        self.iam = Some(endpoint("iam", url)?);
        Ok(())
    }

    /// Where IAM answers: in regions that the official SDKs' lists of it lack, the global host does. Of a region
    /// that they don't know at all nobody can say: it may be another company's, which gets no password of ours.
    pub(crate) fn iam(&self) -> Option<Url> {
        let regional = || {
            let (regions, region) = (&REGIONS["iam"], self.region.as_ref()?);
            let global = || regions.get("default").filter(|_| is_known(region));
            Url::parse(regions.get(region).or_else(global)?).ok()
        };
        self.iam.clone().or_else(regional)
    }

    /// Refuses a region that no service is offered in, unless endpoints were given instead.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let Some(region) = &self.region else {
            if self.overrides.is_empty() {
                return Err(Kind::Config("neither a region nor an endpoint is set".into())
                    .with_hint("set a region such as cn-north-4, or the endpoint of a service"));
            }
            return Ok(());
        };
        if is_known(region) || !self.overrides.is_empty() {
            return Ok(());
        }
        Err(Kind::Config(format!("no service is offered in a region `{region}`")).with_hint(near(
            region,
            Service::ALL.into_iter().flat_map(|service| REGIONS[service.as_str()].keys()),
        )))
    }

    /// Whether every call stays on this machine, as with the simulator.
    pub(crate) fn are_local(&self) -> bool {
        let local = |url: &Url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        self.region.is_none() && self.overrides.values().chain(&self.iam).all(local)
    }

    /// The base URL of a service, without a slash at its end.
    pub(crate) fn of(&self, service: Service) -> Result<String, Error> {
        if let Some(url) = self.overrides.get(&service) {
            return Ok(url.as_str().trim_end_matches('/').to_owned());
        }
        let Some(region) = &self.region else {
            return Err(Kind::Config(format!("{service} has no endpoint"))
                .with_hint("set a region, or the endpoint of this service"));
        };
        let regions = &REGIONS[service.as_str()];
        regions.get(region).cloned().ok_or_else(|| {
            Kind::Config(format!("{service} is not offered in region `{region}`"))
                .with_hint(near(region, regions.keys()))
        })
    }
}

/// Whether any service is offered there.
fn is_known(region: &str) -> bool {
    Service::ALL.into_iter().any(|service| service.regions().any(|known| known == region))
}

fn endpoint(service: &str, url: &str) -> Result<Url, Error> {
    let wrong = |why: &str| {
        Kind::Config(format!("the endpoint of {service} is unusable: {why}"))
            .with_hint("write scheme and host, such as https://rds.eu-de.example.com")
    };
    let parsed = Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong("it is neither http nor https"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(wrong("it holds a user name or a password"));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(wrong("it has a query or a fragment"));
    }
    Ok(parsed)
}

/// Names the regions that look most like a wrong one, or else all.
fn near<'a>(region: &str, known: impl Iterator<Item = &'a String>) -> String {
    let known: BTreeSet<&str> = known.map(String::as_str).collect();
    let likeness = |name: &str| strsim::jaro_winkler(region, name);
    let mut near: Vec<&str> =
        known.iter().copied().filter(|name| likeness(name) >= ALIKE).collect();
    near.sort_by(|one, two| likeness(two).total_cmp(&likeness(one)));
    near.truncate(SHOWN);
    let all = near.is_empty() || known.len() <= SHOWN;
    let (list, others) = if all { (Vec::from_iter(known), "") } else { (near, " and elsewhere") };
    format!("it is offered in {}{others}; for another cloud, set the endpoint", list.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Endpoints, Service};

    fn in_region(region: &str) -> Endpoints {
        Endpoints { region: Some(region.into()), ..Endpoints::default() }
    }

    #[test]
    fn a_region_gives_the_endpoint_of_each_service() {
        let endpoints = in_region("cn-east-3");
        for service in Service::ALL {
            let expected = format!("https://{service}.cn-east-3.myhuaweicloud.com");
            assert_eq!(endpoints.of(service).unwrap(), expected);
        }
        let europe = in_region("eu-west-101").of(Service::Rds).unwrap();
        assert_eq!(europe, "https://rds.eu-west-101.myhuaweicloud.eu");
    }

    #[test]
    fn an_override_wins_and_loses_its_slash() {
        let mut endpoints = in_region("cn-north-4");
        endpoints.set(Service::Rds, "http://127.0.0.1:8080/").unwrap();
        assert_eq!(endpoints.of(Service::Rds).unwrap(), "http://127.0.0.1:8080");
        assert_eq!(endpoints.of(Service::Dds).unwrap(), "https://dds.cn-north-4.myhuaweicloud.com");
    }

    #[test]
    fn only_loopback_endpoints_are_local() {
        for (url, local) in [
            ("http://127.0.0.1:1", true),
            ("http://[::1]:1", true),
            ("http://localhost", true),
            ("http://10.0.0.1", false),
            ("http://localhost.example.com", false),
        ] {
            let mut endpoints = Endpoints::default();
            endpoints.set(Service::Rds, url).unwrap();
            assert_eq!(endpoints.are_local(), local, "{url}");
            endpoints.region = Some("cn-north-4".into());
            assert!(!endpoints.are_local());
        }
    }

    #[test]
    fn a_wrong_region_names_those_like_it_the_likest_first() {
        for (wrong, right) in [
            ("cn-nort-4", "cn-north-4"),
            ("cm-north-4", "cn-north-4"),
            ("ap-southeat-3", "ap-southeast-3"),
            ("CN-NORTH-4", ""),
            ("eu-west-1", "eu-west-101"),
        ] {
            let error = in_region(wrong).check().unwrap_err();
            let hint = error.hint().unwrap();
            assert!(hint.starts_with(&format!("it is offered in {right}")), "{wrong}: {hint}");
        }
    }

    #[test]
    fn iam_answers_in_the_region_or_for_all_of_them_or_where_the_caller_says() {
        let iam = |region: &str| in_region(region).iam().unwrap().to_string();
        assert_eq!(iam("cn-north-4"), "https://iam.cn-north-4.myhuaweicloud.com/");
        assert_eq!(iam("eu-west-101"), "https://iam.eu-west-101.myhuaweicloud.eu/");
        // Known to the services, but not in the official SDKs' lists of IAM.
        assert_eq!(iam("ru-northwest-2"), "https://iam.myhuaweicloud.com/");
        // Another company's: its users' passwords must not come here.
        assert_eq!(in_region("eu-de").iam(), None);
        assert_eq!(Endpoints::default().iam(), None);
        let mut elsewhere = in_region("cn-north-4");
        elsewhere.set_iam("http://127.0.0.1:1").unwrap();
        assert_eq!(elsewhere.iam().unwrap().as_str(), "http://127.0.0.1:1/");
        assert!(elsewhere.set_iam("http://me:hunter2@h").is_err());
    }

    #[test]
    fn every_region_of_every_service_has_a_usable_endpoint() {
        let mut seen = 0;
        for (service, regions) in super::REGIONS.iter() {
            for (region, url) in regions {
                super::endpoint(service, url).unwrap_or_else(|error| panic!("{region}: {error}"));
                seen += 1;
            }
        }
        assert!(seen > 100, "only {seen}");
    }

    #[test]
    fn a_service_that_the_region_lacks_says_where_it_is() {
        let endpoints = in_region("cn-north-4");
        endpoints.check().unwrap();
        let error = endpoints.of(Service::CloudDc).unwrap_err();
        assert!(error.hint().unwrap().contains("cn-southwest-2"), "{error:?}");
    }

    #[test]
    fn an_unusable_endpoint_is_refused_without_showing_its_password() {
        for url in ["127.0.0.1:80", "ftp://h", "http://h/?a=b", "http://me:hunter2@h", ""] {
            let error = Endpoints::default().set(Service::Rds, url).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{url}");
        }
        assert!(Endpoints::default().check().is_err());
    }
}
