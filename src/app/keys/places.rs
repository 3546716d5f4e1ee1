//! The places of letters on keyboards of other scripts. A letter of such a keyboard does what the Latin letter on the
//! same key does, so that nobody has to switch the keyboard for one key.

/// The Latin letters, in the order of their keys.
const LATIN: &str = "qwertyuiopasdfghjklzxcvbnm";

/// The letters on the same keys, with a blank where a key has no letter or another keyboard has the letter elsewhere.
const KEYBOARDS: &[(&str, &str)] = &[
    ("Russian", "йцукенгшщзфывапролдячсмить"),
    ("Ukrainian", "           і              "),
    ("Belarusian", "        ў                 "),
    ("Greek", ";ςερτυθιοπασδφγηξκλζχψωβνμ"),
    ("Hebrew", "  קראטוןםפשדגכעיחלךזסבהנמצ"),
    ("Arabic", "ضصثقفغعهخحشسيبلاتنمئءؤر ىة"),
    ("Persian", "            ی      ظطز ذد "),
];

/// The Latin letter on the key of a letter of another script; a capital for a capital. None for other characters.
pub(super) fn latin(letter: char) -> Option<char> {
    let small = letter.to_lowercase().next().filter(|_| letter != ' ')?;
    let place = KEYBOARDS.iter().find_map(|(_, letters)| letters.chars().position(|other| other == small))?;
    let latin = LATIN.chars().nth(place)?;
    Some(if small == letter { latin } else { latin.to_ascii_uppercase() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn each_letter_is_on_one_key() {
        let mut places = BTreeMap::new();
        for (name, letters) in KEYBOARDS {
            assert_eq!(letters.chars().count(), LATIN.len(), "{name}");
            for (letter, latin) in letters.chars().zip(LATIN.chars()).filter(|(letter, _)| *letter != ' ') {
                assert_eq!(places.insert(letter, latin), None, "{name}: {letter}");
                assert!(!LATIN.contains(letter), "{name}: {letter}");
            }
        }
        assert_eq!(
            ['г', 'Г', 'θ', 'Θ', 'ו', 'ع', 'і', 'ی'].map(latin),
            ['u', 'U', 'u', 'U', 'u', 'u', 's', 'd'].map(Some)
        );
        assert_eq!(['u', 'é', ' ', '1', 'ß', '漢'].map(latin), [None; 6]);
    }
}
