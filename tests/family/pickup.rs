//! Who picks up the child, as people write it.

use goodbye::domain::family::SchoolDays;
use goodbye::domain::family::habits::{collects_label, collects_sentence, read_collects};

/// Who is read, as the program writes it; or the error in words.
fn read(typed: &str) -> String {
    read_collects(typed).map_or_else(|error| error.to_string(), |collects| collects_label(&collects))
}

#[test]
fn who_picks_up_is_read_in_the_ways_people_write_it() {
    for typed in [
        "mon Gran, fri Papa",
        "Mon Gran / Fri Papa",
        "mon Gran/fri Papa",
        "Mon Gran and Fri Papa",
        "mon Gran & fri Papa",
        "mon Gran + fri Papa",
        "mon Gran | fri Papa",
        "mon Gran fri Papa",
        "mon Gran; fri Papa",
        "mon Gran; fri Papa;",
        "mon Gran\nfri Papa",
        "- Mon: Gran\n- Fri: Papa\n",
        "• Monday – Gran\n• Friday – Papa",
        "Mon: Gran, Fri: Papa",
        "Mon:Gran Fri:Papa",
        "mon = Gran, fri = Papa",
        "mon -> Gran, fri -> Papa",
        "Mon → Gran, Fri → Papa",
        "mon - Gran, fri - Papa",
        "Monday: Gran. Friday: Papa",
        "Mondays Gran, Fridays Papa",
        "on Mondays Gran, on Fridays Papa",
        "every monday Gran, every friday Papa",
        "Mondays with Gran, Fridays with Papa",
        "Monday is Gran and Friday is Papa",
        "Gran on Mondays, Papa on Fridays",
        "Gran on Mondays and Papa on Fridays",
        "Gran mon, Papa fri",
        "Gran mon and Papa fri",
        "Gran (mon), Papa (fri)",
        "Gran [mon]; Papa [fri]",
        "Gran: mon; Papa: fri",
        "Gran=mon, Papa=fri",
        "Gran picks up on Monday, Papa on Friday",
        "Gran collects mon, Papa fri",
        "Gran does Mondays and Papa does Fridays",
        "Gran every Monday, Papa every Friday",
        "MON Gran, FRI Papa",
        "mon. Gran, fri. Papa",
        " ,mon Gran,, fri Papa, ",
        "mon Gran, then fri Papa",
    ] {
        assert_eq!(read(typed), "mon Gran; fri Papa", "{typed:?}");
    }
}

#[test]
fn several_days_ranges_and_all_days_are_read() {
    for (typed, label) in [
        ("Gran mon+fri", "mon fri Gran"),
        ("mon, wed Gran; fri Papa", "mon wed Gran; fri Papa"),
        ("mon and wed Gran and fri Papa", "mon wed Gran; fri Papa"),
        ("mon/wed/fri Gran", "mon wed fri Gran"),
        ("Gran mon, wed & fri; Papa tue, thu", "mon wed fri Gran; tue thu Papa"),
        ("Gran (mon, fri)", "mon fri Gran"),
        ("Gran (mon, fri), Papa (tue-thu)", "mon fri Gran; tue-thu Papa"),
        ("mon-wed Gran", "mon-wed Gran"),
        ("mon - wed Gran, thu – fri Papa", "mon-wed Gran; thu fri Papa"),
        ("Monday to Wednesday Gran, Thursday and Friday Papa", "mon-wed Gran; thu fri Papa"),
        ("monday through thursday: Gran", "mon-thu Gran"),
        ("Gran mon-wed and Papa thu-fri", "mon-wed Gran; thu fri Papa"),
        ("weekdays Gran", "mon-fri Gran"),
        ("Gran on weekdays, Papa on weekends", "mon-fri Gran; sat sun Papa"),
        ("weekdays and sat Gran", "mon-sat Gran"),
        ("sun-thu Gran", "sun-thu Gran"),
        ("M-F Gran", "mon-fri Gran"),
        ("MWF Gran, Tu/Th Papa", "mon wed fri Gran; tue thu Papa"),
        ("Gran mwf, Papa tth", "mon wed fri Gran; tue thu Papa"),
        ("mon Mo, tue Su", "mon Mo; tue Su"),
        ("Gran M/W/F, Papa T/Th", "mon wed fri Gran; tue thu Papa"),
        ("M-W Gran, Th-F Papa", "mon-wed Gran; thu fri Papa"),
        ("Mo-Mi Gran", "every day Mo-Mi Gran"),
        ("mon Uncle M, tue Gran F", "mon Uncle M; tue Gran F"),
        ("Monday's Gran, Friday’s Papa", "mon Gran; fri Papa"),
        ("Gran mon only, Papa on Fridays only", "mon Gran; fri Papa"),
        ("Gran picks her up on Mondays, Papa picks her up on Fridays", "mon Gran; fri Papa"),
        ("mon Gran, tue-thu nobody, fri Papa", "mon Gran; fri Papa"),
        ("nobody", ""),
        ("every day Gran", "every day Gran"),
        ("Gran every day", "every day Gran"),
        ("Gran daily", "every day Gran"),
        ("Gran", "every day Gran"),
        ("Grandma and Grandpa", "every day Grandma and Grandpa"),
        ("Gran, after story time", "every day Gran, after story time"),
        ("mon Gran, otherwise Papa", "mon Gran; tue-sun Papa"),
        ("mon Gran, the rest Papa", "mon Gran; tue-sun Papa"),
        ("Gran mon, Papa the other days", "mon Gran; tue-sun Papa"),
        ("mon Gran; rest: Papa", "mon Gran; tue-sun Papa"),
        ("mon Gran, mon gran", "mon gran"),
        ("", ""),
        (" ; ,", ""),
    ] {
        assert_eq!(read(typed), label, "{typed:?}");
    }
}

#[test]
fn names_keep_their_signs_and_words() {
    for (typed, label) in [
        ("mon Grandma and Grandpa, fri Papa", "mon Grandma and Grandpa; fri Papa"),
        ("Grandma and Grandpa mon, Papa and Uncle Jo fri", "mon Grandma and Grandpa; fri Papa and Uncle Jo"),
        ("mon Mum/Dad, fri Gran", "mon Mum/Dad; fri Gran"),
        ("mon Gran & Opa / fri Papa", "mon Gran & Opa; fri Papa"),
        ("mon Grandma, after story time; tue-fri Papa", "mon Grandma, after story time; tue-fri Papa"),
        ("mon Grandma (at 3pm), fri Papa (car)", "mon Grandma (at 3pm); fri Papa (car)"),
        ("mon Gran 15:30, fri Papa 12:00", "mon Gran 15:30; fri Papa 12:00"),
        ("mon Anne-Marie, fri Sun-Hee", "mon Anne-Marie; fri Sun-Hee"),
        ("mon Frida, tue Sunniva, wed Monty", "mon Frida; tue Sunniva; wed Monty"),
        ("mon: Sun Li, fri: Papa", "mon: Sun Li; fri Papa"),
        ("mon: Sun Li; wed: Sat", "mon: Sun Li; wed: Sat"),
        ("mon Andy, tue Anderson, wed Isolde", "mon Andy; tue Anderson; wed Isolde"),
        ("mon ليو's aunt, fri Émile", "mon ليو's aunt; fri Émile"),
        ("mon after-school club, fri Papa", "mon after-school club; fri Papa"),
        ("mon Gran, after rest time; fri Papa", "mon Gran, after rest time; fri Papa"),
        ("mon Gran or else Papa", "mon Gran or else Papa"),
        ("mon Gran or Papa", "mon Gran or Papa"),
        ("mon Papa J., fri Gran B.", "mon Papa J.; fri Gran B."),
    ] {
        assert_eq!(read(typed), label, "{typed:?}");
        assert_eq!(read(&read(typed)), label, "{typed:?} again");
    }
}

#[test]
fn every_week_reads_back_as_it_was_written() {
    let names = [None, Some("Gran"), Some("Grandma and Grandpa, after story time"), Some("Sun Li"), Some("Fr. Maier")];
    for number in 0..names.len().pow(5) {
        let person = |day: u32| names[number / names.len().pow(day) % names.len()].map(str::to_owned);
        let collects = std::array::from_fn(|day| if day < 5 { person(day as u32) } else { None });
        assert_eq!(read_collects(&collects_label(&collects)).as_ref(), Ok(&collects), "{}", collects_label(&collects));
    }
}

#[test]
fn two_persons_for_a_day_and_persons_without_a_day_are_asked() {
    for (typed, error) in [
        ("mon Gran; mon Papa", "Who picks up on Monday, Gran or Papa? Name one, or write: Gran and Papa."),
        ("mon Gran, mon-fri Papa", "Who picks up on Monday, Gran or Papa? Name one, or write: Gran and Papa."),
        ("Gran every day, Papa fri", "Who picks up on Friday, Gran or Papa? Name one, or write: Gran and Papa."),
        ("weekdays Gran, wed Papa", "Who picks up on Wednesday, Gran or Papa? Name one, or write: Gran and Papa."),
        ("Gran (mon, fri), Papa (fri)", "Who picks up on Friday, Gran or Papa? Name one, or write: Gran and Papa."),
        (
            "mon Gran, the rest Papa, other days Jo",
            "Who picks up on the other days, Papa or Jo? Name one, or write: Papa and Jo.",
        ),
        ("mon", "Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa."),
        ("mon tue", "Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa."),
        ("; fri", "Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa."),
        ("mon Gran; fri", "Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa."),
        ("mon Gran, fri", "Who picks up on each day? Write: mon Grandma, after story time; tue-fri Papa."),
        ("Gran mon, Papa", "On which days does Papa pick up? Write: mon Grandma, after story time; tue-fri Papa."),
        ("Gran; Papa", "On which days does Gran pick up? Write: mon Grandma, after story time; tue-fri Papa."),
        ("mon Gran; Papa", "On which days does Papa pick up? Write: mon Grandma, after story time; tue-fri Papa."),
    ] {
        assert_eq!(read(typed), error, "{typed:?}");
    }
}

#[test]
fn who_picks_up_is_said_in_a_sentence_with_the_days_that_are_open() {
    for (typed, sentence) in [
        (
            "mon wed Gran, after story time; fri Papa",
            "Gran, after story time picks up on Monday and Wednesday; Papa on Friday. \
             Nobody yet on Tuesday and Thursday.",
        ),
        ("mon-thu Gran, fri Papa", "Gran picks up on Monday, Tuesday, Wednesday and Thursday; Papa on Friday."),
        ("Gran", "Gran picks up every day."),
        (
            "mon Gran, rest Papa",
            "Gran picks up on Monday; Papa on Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday.",
        ),
    ] {
        let collects = read_collects(typed).expect(typed);
        let said = collects_sentence(&collects, SchoolDays::MONDAY_TO_FRIDAY);
        assert_eq!(said.as_deref(), Some(sentence), "{typed:?}");
    }
    assert_eq!(collects_sentence(&Default::default(), SchoolDays::MONDAY_TO_FRIDAY), None);
}
