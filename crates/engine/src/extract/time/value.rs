//! TIMEX3 values of lengths of time.

use crate::ontology::time::Unit;

/// "P2W", "PT30M", "PXD": an amount of units; `None` is an amount that the text leaves open.
pub(super) fn length(amount: Option<f64>, unit: Unit) -> String {
    let (prefix, letter, factor) = match unit {
        Unit::Second => ("PT", "S", 1.0),
        Unit::Minute => ("PT", "M", 1.0),
        Unit::Hour => ("PT", "H", 1.0),
        Unit::Day => ("P", "D", 1.0),
        Unit::Night => ("P", "NI", 1.0),
        Unit::Weekend => ("P", "WE", 1.0),
        Unit::Week => ("P", "W", 1.0),
        Unit::Fortnight => ("P", "W", 2.0),
        Unit::Month => ("P", "M", 1.0),
        Unit::Quarter => ("P", "Q", 1.0),
        Unit::Year => ("P", "Y", 1.0),
        Unit::Decade => ("P", "DE", 1.0),
        Unit::Century => ("P", "CE", 1.0),
    };
    match amount {
        None => format!("{prefix}X{letter}"),
        Some(amount) => {
            let amount = amount * factor;
            let (whole, half) = (amount.trunc(), amount.fract() == 0.5);
            if let Some(rest) = half_of(unit).filter(|_| half) {
                let whole = if whole == 0.0 { String::new() } else { format!("{whole:.0}{letter}") };
                return format!("{prefix}{whole}{rest}");
            }
            if amount.fract() == 0.0 {
                format!("{prefix}{amount:.0}{letter}")
            } else {
                format!("{prefix}{amount}{letter}")
            }
        }
    }
}

/// Half a unit in a smaller one.
fn half_of(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Year => Some("6M"),
        Unit::Second
        | Unit::Day
        | Unit::Night
        | Unit::Weekend
        | Unit::Week
        | Unit::Fortnight
        | Unit::Month
        | Unit::Quarter
        | Unit::Decade
        | Unit::Century => None,
    }
}
