//! Rows that this program wrote, read again: lines of `clean` and of `annotate`.

use jiff::tz::Offset;
use rashomon_doc::{
    Article, Block, CodePoints, Date, Diagnostic, Field, InputId, Instant, Outlet, Span, Title,
};
use serde::Deserialize;
use serde_json::Value;

use super::record::{Fields, Record};
use super::{Content, Metadata, Page, Reason, fields, id, labels};

/// The version of the formats that is read.
const VERSION: u64 = 1;

/// The format that a row names, if it is one of this program's.
pub(super) fn format(fields: &Fields) -> Option<String> {
    let format = fields.get("format")?.as_str()?;
    format.starts_with("rashomon/").then(|| format.to_owned())
}

/// What is read of a line of `clean` or `annotate`.
#[derive(Deserialize)]
struct Row {
    path: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    input_id: Value,
    #[serde(default)]
    sha256: Option<String>,
    #[serde(default)]
    title: RowTitle,
    #[serde(default)]
    title_text: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    outlet: Option<RowOutlet>,
    #[serde(default)]
    published: Option<RowDate>,
    #[serde(default)]
    updated: Option<RowDate>,
    language: String,
    text: String,
    blocks: Vec<RowBlock>,
    #[serde(default)]
    diagnostics: Vec<RowDiagnostic>,
}

/// The title: words in a line of `clean`, a place in the text in one of `annotate`.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum RowTitle {
    #[default]
    None,
    Words(String),
    Place([u32; 2]),
}

#[derive(Deserialize)]
struct RowOutlet {
    name: String,
    basis: String,
}

#[derive(Deserialize)]
struct RowBlock {
    kind: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct RowDiagnostic {
    code: String,
    message: String,
    #[serde(default)]
    span: Option<[u32; 2]>,
    /// `title` where the span counts in the title.
    #[serde(default)]
    field: Option<String>,
}

#[derive(Deserialize)]
struct RowDate {
    start: Option<String>,
    end: Option<String>,
    precision: String,
    basis: String,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    offset: Option<String>,
    #[serde(default)]
    from: Option<String>,
    /// Pairs; a span in a title apart is written otherwise and left out.
    #[serde(default)]
    evidence: Vec<Value>,
    #[serde(default)]
    alternatives: Vec<RowDate>,
}

/// Makes a page of a row of this program's own.
pub(super) fn page(path: &str, record: &Record, format: &str) -> Result<Page, Reason> {
    if !matches!(format, "rashomon/article" | "rashomon/facts") {
        return Err(Reason::NotArticles(format.to_owned()));
    }
    let version = record.fields.get("version").and_then(Value::as_u64).unwrap_or(VERSION);
    if version > VERSION {
        return Err(Reason::TooNew { format: format.to_owned(), version });
    }
    let row = Row::deserialize(&record.fields).map_err(|error| Reason::BadRow(error.to_string()))?;
    let input_id = input_id(&row.input_id);
    let path = if row.path.is_empty() { path.to_owned() } else { row.path.clone() };
    let sha256 = row.sha256.clone().unwrap_or_else(|| id::sha256(row.text.as_bytes()));
    let mut article = article(row)
        .ok_or_else(|| Reason::BadRow("its labels or positions are not those of the format".to_owned()))?;
    let doubts = record.doubts.iter().map(|doubt| fields::bad_field(doubt));
    let diagnostics = std::mem::take(&mut article.diagnostics).into_iter().chain(doubts).collect();
    Ok(Page {
        path,
        place: record.place,
        input_id,
        sha256,
        repeat: 1,
        content: Content::Article(Box::new(article)),
        metadata: Metadata::default(),
        given: Metadata::default(),
        diagnostics,
    })
}

/// A row's own id, if it is a string or a whole number; a larger or broken number keeps its digits.
pub(super) fn input_id(value: &Value) -> Option<InputId> {
    match value {
        Value::String(text) => Some(InputId::Text(text.clone())),
        Value::Number(number) => {
            Some(number.as_i64().map_or_else(|| InputId::Text(number.to_string()), InputId::Number))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The article of a row; `None` if its positions do not fit its text.
fn article(row: Row) -> Option<Article> {
    let points = CodePoints::new(&row.text);
    let blocks = blocks(&row.blocks, &points)?;
    let span = |pair: [u32; 2]| span(pair, &points);
    let title = match (row.title, row.title_text) {
        (RowTitle::Place(pair), _) => Title::InText(span(pair)?),
        (RowTitle::Words(words), _) | (RowTitle::None, Some(words)) => Title::Apart(words),
        (RowTitle::None, None) => Title::None,
    };
    let title_points = CodePoints::new(title_text(&title));
    let diagnostics = row
        .diagnostics
        .into_iter()
        .map(|written| diagnostic(written, &points, &title_points))
        .collect::<Option<_>>()?;
    let published = row.published.map_or_else(|| Some(Date::unknown()), |written| date(written, &points))?;
    let updated = match row.updated {
        Some(written) => Some(date(written, &points)?),
        None => None,
    };
    let outlet = match row.outlet {
        Some(written) => Some(outlet(written)?),
        None => None,
    };
    Some(Article {
        id: String::new(),
        path: String::new(),
        input_id: None,
        url: row.url,
        sha256: String::new(),
        language: row.language,
        outlet,
        author: row.author,
        title,
        published,
        updated,
        blocks,
        diagnostics,
        text: row.text,
    })
}

fn span([start, end]: [u32; 2], points: &CodePoints<'_>) -> Option<Span> {
    let (start, end) = (points.at(start)?, points.at(end)?);
    (start <= end).then_some(Span { start, end })
}

/// Blocks in order and disjoint, or none.
fn blocks(rows: &[RowBlock], points: &CodePoints<'_>) -> Option<Vec<Block>> {
    let mut blocks: Vec<Block> = Vec::with_capacity(rows.len());
    for row in rows {
        let span = span([row.start, row.end], points)?;
        if blocks.last().is_some_and(|before| before.span.end > span.start) {
            return None;
        }
        blocks.push(Block { kind: labels::kind(&row.kind)?, span });
    }
    Some(blocks)
}

/// The words of a title that stands apart.
fn title_text(title: &Title) -> &str {
    match title {
        Title::Apart(words) => words,
        Title::None | Title::InText(_) => "",
    }
}

fn diagnostic(row: RowDiagnostic, text: &CodePoints<'_>, title: &CodePoints<'_>) -> Option<Diagnostic> {
    let (field, points) = match row.field.as_deref() {
        None | Some("text") => (Field::Text, text),
        Some("title") => (Field::Title, title),
        Some(_) => return None,
    };
    let place = match row.span {
        Some(pair) => Some((field, span(pair, points)?)),
        None => None,
    };
    Some(Diagnostic { code: labels::code(&row.code)?, message: row.message, place })
}

fn outlet(row: RowOutlet) -> Option<Outlet> {
    Some(Outlet { name: row.name, basis: labels::provenance(&row.basis)?, span: None })
}

fn date(row: RowDate, points: &CodePoints<'_>) -> Option<Date> {
    let evidence =
        row.evidence.into_iter().filter_map(|pair| span(serde_json::from_value(pair).ok()?, points));
    let day = |day: Option<String>| day.map(|day| day.parse().ok()).map_or(Some(None), |day| day.map(Some));
    let offset = row.offset.as_deref().map_or(Some(Offset::UTC), offset)?;
    let instant = match row.time {
        Some(time) => Some(Instant { time: time.parse().ok()?, offset }),
        None => None,
    };
    Some(Date {
        start: day(row.start)?,
        end: day(row.end)?,
        precision: labels::precision(&row.precision)?,
        basis: labels::basis(&row.basis)?,
        instant,
        from: row.from,
        evidence: evidence.collect(),
        alternatives: row.alternatives.into_iter().map(|other| date(other, points)).collect::<Option<_>>()?,
    })
}

/// An offset as `±hh:mm` or `±hh:mm:ss`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let mut seconds = 0;
    for (part, unit) in rest.split(':').zip([3600, 60, 1]) {
        seconds += i32::from(part.parse::<u8>().ok()?) * unit;
    }
    Offset::from_seconds(sign * seconds).ok()
}
