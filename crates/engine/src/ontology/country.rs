//! Countries, cities, well-known bodies and agencies by the names that news gives them.

use std::collections::BTreeMap;

use rashomon_doc::Sector;

use super::{TableError, tsv};

/// How words refer to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryForm {
    /// Its name.
    Name,
    /// Its people or what is theirs ("French", "the French").
    Demonym,
    /// A city that seats its government, which is also a place.
    Capital,
    /// A building or office that stands for its government.
    Seat,
}

/// A country as meant by some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryRef {
    /// ISO 3166 alpha-3, or PLOVER's code.
    pub code: String,
    /// How the words refer to it.
    pub form: CountryForm,
}

/// A well-known body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its full name.
    pub name: String,
    /// Country or international code; `None` where several countries have one of that name.
    pub code: Option<String>,
    /// Its sector.
    pub sector: Sector,
}

/// A news agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its common name.
    pub name: String,
    /// Where it is based, ISO 3166 alpha-3.
    pub country: String,
}

/// A noun for people or a body by what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its sector.
    pub sector: Sector,
    /// One person, several people, or a body.
    pub kind: RoleKind,
}

/// What a role noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    /// A person.
    Person,
    /// People.
    Group,
    /// A body.
    Body,
}

/// Who is who in the world, by name. Look-ups are exact in letter case unless said otherwise.
#[derive(Debug, Default)]
pub struct World {
    countries: BTreeMap<String, Vec<CountryRef>>,
    names: BTreeMap<String, String>,
    currencies: BTreeMap<String, String>,
    places: BTreeMap<String, Vec<(String, u64)>>,
    regions: BTreeMap<String, String>,
    leaders: BTreeMap<String, String>,
    bodies: BTreeMap<String, Body>,
    agencies: BTreeMap<String, Agency>,
    roles: BTreeMap<String, Role>,
}

/// The texts of the tables that make up a `World`.
pub(super) struct Sources<'a> {
    pub(super) countries: &'a str,
    pub(super) places: &'a str,
    pub(super) regions: &'a str,
    pub(super) leaders: &'a str,
    pub(super) bodies: &'a str,
    pub(super) agencies: &'a str,
    pub(super) roles: &'a str,
}

impl World {
    pub(super) fn parse(sources: &Sources<'_>) -> Result<Self, TableError> {
        let mut world = Self::default();
        world.add_countries(sources.countries)?;
        world.add_places(sources.places)?;
        world.regions = codes("regions.tsv", sources.regions)?;
        world.leaders = codes("leaders.tsv", sources.leaders)?;
        world.add_bodies(sources.bodies)?;
        world.add_agencies(sources.agencies)?;
        world.add_roles(sources.roles)?;
        Ok(world)
    }

    /// The countries that `words` can mean, names before demonyms before capitals before seats.
    pub fn country(&self, words: &str) -> &[CountryRef] {
        let words = strip_article(words);
        self.countries.get(words).map_or(&[], Vec::as_slice)
    }

    /// The usual name of the country with `code`.
    pub fn country_name(&self, code: &str) -> Option<&str> {
        self.names.get(code).map(String::as_str)
    }

    /// The ISO 4217 code of the country's currency.
    pub fn currency(&self, code: &str) -> Option<&str> {
        self.currencies.get(code).map(String::as_str)
    }

    /// The countries with a city of that name and its inhabitants, the most populous first.
    pub fn place(&self, words: &str) -> &[(String, u64)] {
        self.places.get(words).map_or(&[], Vec::as_slice)
    }

    /// The country of a state, province or region of that name.
    pub fn region(&self, words: &str) -> Option<&str> {
        self.regions.get(strip_article(words)).map(String::as_str)
    }

    /// The country that someone of that name leads or has led.
    pub fn leader(&self, words: &str) -> Option<&str> {
        self.leaders.get(words).map(String::as_str)
    }

    /// A well-known body by one of its names.
    pub fn body(&self, words: &str) -> Option<&Body> {
        self.bodies.get(strip_article(words))
    }

    /// A news agency by one of its names.
    pub fn agency(&self, words: &str) -> Option<&Agency> {
        self.agencies.get(words).or_else(|| self.agencies.get(strip_article(words)))
    }

    /// A role noun by its lemma or lemmas in lower case; a longer phrase falls back to its last words.
    pub fn role(&self, lemmas: &str) -> Option<Role> {
        let mut rest = lemmas;
        loop {
            if let Some(role) = self.roles.get(rest) {
                return Some(*role);
            }
            rest = rest.split_once(' ')?.1;
        }
    }

    fn add_countries(&mut self, text: &str) -> Result<(), TableError> {
        let columns = ["code", "name", "other_names", "demonyms", "capitals", "seats", "currency"];
        for row in tsv::rows("countries.tsv", text, &columns)? {
            let code = row.get("code");
            self.names.insert(code.to_owned(), row.get("name").to_owned());
            self.currencies.insert(code.to_owned(), row.get("currency").to_owned());
            let forms = [
                ("name", CountryForm::Name),
                ("other_names", CountryForm::Name),
                ("demonyms", CountryForm::Demonym),
                ("capitals", CountryForm::Capital),
                ("seats", CountryForm::Seat),
            ];
            for (column, form) in forms {
                for words in row.list(column) {
                    let known = self.countries.entry(strip_article(words).to_owned()).or_default();
                    known.push(CountryRef { code: code.to_owned(), form });
                }
            }
        }
        for refs in self.countries.values_mut() {
            refs.sort_by_key(|found| found.form);
        }
        Ok(())
    }

    fn add_places(&mut self, text: &str) -> Result<(), TableError> {
        for row in tsv::rows("places.tsv", text, &["name", "countries"])? {
            let found = row.list("countries").filter_map(|part| {
                let (code, people) = part.split_once(':')?;
                Some((code.to_owned(), people.parse().ok()?))
            });
            self.places.insert(row.get("name").to_owned(), found.collect());
        }
        Ok(())
    }

    fn add_bodies(&mut self, text: &str) -> Result<(), TableError> {
        for row in tsv::rows("bodies.tsv", text, &["forms", "code", "sector"])? {
            let sector = sector("bodies.tsv", row.get("sector"))?;
            let code = Some(row.get("code")).filter(|code| !code.is_empty()).map(str::to_owned);
            let name = row.list("forms").next().unwrap_or_default().to_owned();
            for form in row.list("forms") {
                let body = Body { name: name.clone(), code: code.clone(), sector };
                self.bodies.insert(form.to_owned(), body);
            }
        }
        Ok(())
    }

    fn add_agencies(&mut self, text: &str) -> Result<(), TableError> {
        for row in tsv::rows("agencies.tsv", text, &["forms", "country"])? {
            let name = row.list("forms").next().unwrap_or_default().to_owned();
            for form in row.list("forms") {
                let agency = Agency { name: name.clone(), country: row.get("country").to_owned() };
                self.agencies.insert(form.to_owned(), agency);
            }
        }
        Ok(())
    }

    fn add_roles(&mut self, text: &str) -> Result<(), TableError> {
        for row in tsv::rows("roles.tsv", text, &["noun", "sector", "kind"])? {
            let kind = match row.get("kind") {
                "person" => RoleKind::Person,
                "group" => RoleKind::Group,
                "body" => RoleKind::Body,
                other => return Err(error("roles.tsv", format!("no kind {other}"))),
            };
            self.roles.insert(
                row.get("noun").to_owned(),
                Role { sector: sector("roles.tsv", row.get("sector"))?, kind },
            );
        }
        Ok(())
    }
}

/// The country code by each of the forms of a table.
fn codes(table: &str, text: &str) -> Result<BTreeMap<String, String>, TableError> {
    let rows = tsv::rows(table, text, &["forms", "code"])?;
    let pairs = rows.iter().flat_map(|row| {
        let code = row.get("code");
        row.list("forms").map(move |form| (form.to_owned(), code.to_owned()))
    });
    Ok(pairs.collect())
}

/// "the Kremlin" is looked up as "Kremlin".
fn strip_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

fn sector(table: &str, name: &str) -> Result<Sector, TableError> {
    name.parse().map_err(|()| error(table, format!("no sector {name}")))
}

fn error(table: &str, message: String) -> TableError {
    TableError { name: table.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;

    #[test]
    fn names_capitals_and_seats_lead_to_one_country() {
        let tables = Tables::load(&BTreeMap::new()).expect("tables");
        for (words, form) in [
            ("France", CountryForm::Name),
            ("French", CountryForm::Demonym),
            ("Paris", CountryForm::Capital),
            ("the Élysée", CountryForm::Seat),
        ] {
            let found = tables.world.country(words);
            assert_eq!(
                found.first().map(|found| (found.code.as_str(), found.form)),
                Some(("FRA", form)),
                "{words}"
            );
        }
    }

    #[test]
    fn the_last_words_of_a_phrase_decide_its_role() {
        let tables = Tables::load(&BTreeMap::new()).expect("tables");
        let role = tables.world.role("deputy foreign minister").expect("role");
        assert_eq!((role.sector, role.kind), (Sector::Gov, RoleKind::Person));
        assert!(tables.world.role("umbrella").is_none());
    }
}
