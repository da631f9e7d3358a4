//! What is written validates against the published schemas, and the schemas are those of the types.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod fixture;

use std::collections::BTreeSet;
use std::path::Path;

use rashomon_doc::{
    Attribution, AttributionId, ChainLink, Comparator, Date, Deprel, EntitySpan, Event, EventType, Facts,
    Field, Link, Mention, MentionKind, Modality, Name, NameId, NameType, Participant, Quantity,
    QuotationKind, Span, SpeechAct, Status, TextFacts, TimeExpression, TimeType, Token, Upos,
};
use rashomon_engine::dossier::{Dossier, Report};
use rashomon_report::json::{self, FactsList};
use serde_json::Value;

fn schema(name: &str) -> Value {
    let schemas = json::schemas();
    let (_, schema) = schemas.into_iter().find(|(file, _)| *file == name).unwrap();
    schema.to_value()
}

fn assert_valid(schema: &Value, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    value
}

/// All spans of a value that carry their own words must be those words.
fn assert_spans(value: &Value, dossier: &Dossier) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| assert_spans(item, dossier)),
        Value::Object(fields) => {
            if let (Some(doc), Some(start), Some(end), Some(words)) =
                (fields.get("doc"), fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let article = dossier
                    .reports
                    .iter()
                    .map(|report| &report.doc.article)
                    .find(|article| article.id == *doc);
                let article = article.unwrap();
                let in_title = fields.get("field").is_some_and(|field| field == "title");
                let text = if in_title { article.title_str().unwrap() } else { article.text.as_str() };
                let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
                let found: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(words, &Value::String(found));
            }
            fields.values().for_each(|item| assert_spans(item, dossier));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn published_schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    for (name, schema) in json::schemas() {
        let now = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = folder.join(name);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == now, "schema/{name} is out of date: run the tests once with UPDATE_SCHEMA=1");
    }
}

#[test]
fn a_dossier_validates_and_its_spans_are_its_words() {
    let schema = schema("dossier.json");
    for dossier in [fixture::bridge(), fixture::extreme::many(2), Dossier::default()] {
        let value = assert_valid(&schema, &json::dossier(&dossier, "test").unwrap());
        assert_spans(&value, &dossier);
    }
}

#[test]
fn a_dossier_is_written_as_the_contract_has_it() {
    let value: Value = serde_json::from_str(&json::dossier(&fixture::bridge(), "test").unwrap()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&serde_json::json!({
        "document": { "published": value["documents"][3]["published"], "outlet": value["documents"][0]["outlet"] },
        "title apart": [value["documents"][1]["title"], value["documents"][1]["title_text"]],
        "statement": value["statements"][12],
        "claim": value["claims"][0],
        "event": value["events"][0],
        "quantity": value["quantities"][2],
        "name": value["names"][8],
        "reuse": value["reuse"][0],
        "comparison": value["comparisons"][2],
        "timeline": value["timeline"][0],
        "diagnostics": value["diagnostics"],
    })).unwrap());
}

/// One report with facts of every kind in both its texts.
fn report() -> Report {
    let mut report = fixture::bridge().reports.swap_remove(1);
    let title = report.doc.article.title_str().unwrap().to_owned();
    report.doc.body.tokens = vec![Token {
        span: Span::new(0, 3),
        upos: Upos::Det,
        lemma: "the".into(),
        head: None,
        deprel: Deprel::Det,
    }];
    report.doc.body.entities = vec![EntitySpan { span: Span::new(12, 22), kind: NameType::Location }];
    report.facts = Facts { body: facts(&report.doc.article.text), title: Some(facts(&title)) };
    report.doc.article.diagnostics.push(rashomon_doc::Diagnostic {
        code: rashomon_doc::DiagnosticCode::Unresolved,
        message: "Not clear.".into(),
        place: Some((Field::Title, Span::new(0, 6))),
    });
    report
}

fn facts(text: &str) -> TextFacts {
    let words = Span::new(0, text.find(' ').unwrap());
    let end = Span::new(text.len() - 1, text.len());
    let name = Name {
        name: "Tollan".into(),
        kind: NameType::Misc,
        country: None,
        sector: None,
        roles: vec![words],
        unnamed: false,
    };
    TextFacts {
        mentions: vec![Mention {
            span: words,
            kind: MentionKind::Name,
            name: Some(NameId(0)),
            link: Link::Same,
        }],
        names: vec![name],
        times: vec![TimeExpression {
            span: words,
            kind: TimeType::Date,
            value: "XXXX".into(),
            date: Date { alternatives: vec![Date::unknown()], ..Date::unknown() },
        }],
        quantities: vec![Quantity {
            span: end,
            value: Some(0.5),
            value_max: Some(3.0),
            comparator: Comparator::About,
            unit: None,
            of: None,
            of_span: None,
            subset_of: None,
            as_of: Date::unknown().with_evidence(vec![end]),
            within: Some(AttributionId(0)),
        }],
        attributions: vec![Attribution {
            source: vec![words],
            cue: vec![],
            content: vec![end],
            kind: QuotationKind::Mixed,
            speaker: Some(NameId(0)),
            with: vec![ChainLink { name: None, span: end }],
            behalf: Some(ChainLink { name: Some(NameId(0)), span: end }),
            addressee: None,
            act: SpeechAct::Deny,
            strength: 1,
            modality: Modality::None,
            negated: true,
            hedged: false,
            stance: false,
            chain: vec![ChainLink { name: None, span: words }],
            parent: None,
            confidence: 0.93,
        }],
        events: vec![Event {
            trigger: vec![end],
            kind: Some(EventType::Reject),
            other: None,
            mode: None,
            frame: "reject".into(),
            actors: vec![Participant { span: words, name: Some(NameId(0)), country: None, sector: None }],
            recipients: vec![],
            place: None,
            date: Date::unknown(),
            status: Status::Refused,
            background: false,
            within: None,
            confidence: 0.5,
        }],
    }
}

#[test]
fn a_line_of_facts_validates() {
    let schema = schema("facts.json");
    let value = assert_valid(&schema, &json::facts(&report(), &BTreeSet::new()).unwrap());
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn lists_can_be_left_out() {
    let schema = schema("facts.json");
    let all: BTreeSet<FactsList> = FactsList::ALL.iter().copied().collect();
    let value = assert_valid(&schema, &json::facts(&report(), &all).unwrap());
    for list in FactsList::ALL {
        assert!(value.get(list.as_str()).is_none(), "{}", list.as_str());
        assert_eq!(list.as_str().parse(), Ok(*list));
        let without = BTreeSet::from([*list]);
        let value = assert_valid(&schema, &json::facts(&report(), &without).unwrap());
        let kept = FactsList::ALL.iter().filter(|other| value.get(other.as_str()).is_some()).count();
        assert_eq!(kept, FactsList::ALL.len() - 1, "{}", list.as_str());
    }
    assert!("sentence".parse::<FactsList>().is_err());
}

#[test]
fn an_article_is_its_body_a_block_a_line() {
    let schema = schema("article.json");
    for report in fixture::bridge().reports {
        let value = assert_valid(&schema, &json::article(&report.doc.article).unwrap());
        let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
        for block in value["blocks"].as_array().unwrap() {
            let start = block["start"].as_u64().unwrap() as usize;
            let end = block["end"].as_u64().unwrap() as usize;
            assert!(!text[start..end].contains(&'\n'));
            let before = start.checked_sub(1).map_or('\n', |at| text[at]);
            assert!(matches!(before, '\n' | ' '));
        }
    }
    let post = &fixture::bridge().reports[2];
    let value: Value = serde_json::from_str(&json::article(&post.doc.article).unwrap()).unwrap();
    assert_eq!(value["title"], "Mayor knew of cracks in January, engineer says");
    assert!(!value["text"].as_str().unwrap().contains("Home > City"));
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}
