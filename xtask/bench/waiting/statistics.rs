//! Means, percentiles and confidence intervals.

/// A mean over seeds with its 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) mean: f64,
    pub(crate) high: f64,
}

impl Interval {
    /// By Student's t. One value alone may lie anywhere.
    pub(crate) fn of(values: &[f64]) -> Self {
        let (mean, count) = (mean(values), values.len() as f64);
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        let half = if values.len() < 2 { f64::INFINITY } else { t(values.len() - 1) * error };
        Self { low: mean - half, mean, high: mean + half }
    }

    /// The same of e to the power of it.
    pub(crate) fn exp(self) -> Self {
        Self { low: self.low.exp(), mean: self.mean.exp(), high: self.high.exp() }
    }
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The least of the values that no less than this share of them don't exceed. The values are sorted; of none it is 0.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank is small and positive"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// The quantile 0.975 of Student's t.
fn t(freedom: usize) -> f64 {
    const FEW: [f64; 9] = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622];
    // From ten on, its expansion around the normal quantile is good to three digits.
    FEW.get(freedom - 1).copied().unwrap_or_else(|| {
        let (z, v) = (1.959_964_f64, freedom as f64);
        let first = (z.powi(3) + z) / 4.0;
        let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
        let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
        z + first / v + second / v.powi(2) + third / v.powi(3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-3, "{value} is not {expected}");
    }

    #[test]
    fn quantiles_of_t_are_those_of_the_tables() {
        let table = [(1, 12.706), (9, 2.262), (10, 2.228), (29, 2.045), (120, 1.980)];
        for (freedom, expected) in table {
            near(t(freedom), expected);
        }
    }

    #[test]
    fn an_interval_is_the_mean_and_t_standard_errors() {
        let interval = Interval::of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        near(interval.mean, 3.0);
        near(interval.high - 3.0, 2.7764 * (2.5_f64 / 5.0).sqrt());
        near(3.0 - interval.low, 2.7764 * (2.5_f64 / 5.0).sqrt());
    }

    #[test]
    fn one_value_says_nothing_of_others() {
        let interval = Interval::of(&[7.0]);
        assert_eq!((interval.mean, interval.high), (7.0, f64::INFINITY));
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(&values, 0.95), 95.0);
        assert_eq!(percentile(&values, 0.99), 99.0);
        assert_eq!(percentile(&values[..3], 0.99), 3.0);
        assert_eq!(percentile(&[], 0.95), 0.0);
    }
}
