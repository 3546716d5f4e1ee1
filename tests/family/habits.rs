//! School days and pickup as a person types them.

use goodbye::domain::family::SchoolDays;
use goodbye::domain::family::habits::{collects_label, read_collects, read_school_days, school_days_label};
use jiff::civil::Weekday;

#[test]
fn every_set_of_school_days_reads_back_as_it_was_written() {
    for bits in 1..128_u8 {
        let chosen =
            (0..7).filter(|day| bits & 1 << day != 0).filter_map(|day| Weekday::from_monday_zero_offset(day).ok());
        let days = SchoolDays::of(chosen).expect("some");
        assert_eq!(read_school_days(&school_days_label(days)), Ok(days), "{}", school_days_label(days));
    }
    assert_eq!(school_days_label(SchoolDays::MONDAY_TO_FRIDAY), "mon-fri");
    let words = |typed: &str| read_school_days(typed).map(school_days_label);
    assert_eq!(words("Sunday-Thursday").as_deref(), Ok("sun-thu"));
    assert_eq!(words("thu, mon tue").as_deref(), Ok("mon, tue, thu"));
    for typed in ["weekdays", "Every weekday", "mon - fri", "Mon – Fri", "monday to friday", "mon through fri"] {
        assert_eq!(words(typed).as_deref(), Ok("mon-fri"), "{typed}");
    }
    for typed in ["mon, tue and thu", "mon. tue. thu.", "mon-tue & thu", "mondays, tuesdays, thursdays"] {
        assert_eq!(words(typed).as_deref(), Ok("mon, tue, thu"), "{typed}");
    }
    assert!(words("").is_err() && words("someday").is_err() && words("mon-").is_err());
}

#[test]
fn who_picks_up_reads_back_as_it_was_written() {
    let typed = "mon wed Grandma, after story time; tue Papa; thu-sun ليو's aunt";
    let collects = read_collects(typed).expect("read");
    assert_eq!(collects[0].as_deref(), Some("Grandma, after story time"));
    assert_eq!(collects[2], collects[0]);
    assert_eq!(collects_label(&collects), typed);
    assert_eq!(read_collects(" "), Ok(Default::default()));
    for typed in ["tue Frida, after lunch; fri Sunniva", "mon: Sun Li; wed: Sat"] {
        let collects = read_collects(typed).expect("read");
        assert_eq!(collects.iter().flatten().count(), 2, "{typed}");
        assert_eq!(collects_label(&collects), typed);
    }
    for wrong in ["mon Papa; Grandma", "mon", "mon tue", "; fri"] {
        assert!(read_collects(wrong).is_err(), "{wrong}");
    }
}
