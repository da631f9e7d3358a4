//! A tree back as markup: well-formed, of bounded depth, without what is not read. Safe to give to any parser.

use super::attr::Attr;
use super::tag::Tag;
use super::tree::{Kind, Tree};

/// Writes a page.
pub(super) fn html(tree: &Tree) -> String {
    let mut html = String::with_capacity(tree.chars.len());
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut node = 1;
    while let Some(next) = tree.nodes.get(node) {
        close(&mut html, &mut open, node);
        node = match next.kind {
            Kind::Text(..) => {
                escape(tree.text(node).unwrap_or_default(), &mut html);
                node + 1
            }
            Kind::Element(tag, ..) if tag.is_unread() => tree.end(node),
            Kind::Element(tag, ..) => {
                start(tree, node, tag, &mut html);
                if !tag.is_void() {
                    open.push((tree.end(node), tag));
                }
                node + 1
            }
        };
    }
    close(&mut html, &mut open, usize::MAX);
    html
}

/// Ends the elements that end at or before `node`.
fn close(html: &mut String, open: &mut Vec<(usize, Tag)>, node: usize) {
    while let Some((_, tag)) = open.pop_if(|(end, _)| *end <= node) {
        html.push_str("</");
        html.push_str(tag.name());
        html.push('>');
    }
}

fn start(tree: &Tree, node: usize, tag: Tag, html: &mut String) {
    html.push('<');
    html.push_str(tag.name());
    for (attr, value) in tree.attrs(node) {
        if matches!(attr, Attr::Content | Attr::Datetime | Attr::Property) {
            continue;
        }
        html.push(' ');
        html.push_str(attr.name());
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
    }
    html.push('>');
}

fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            letter => html.push(letter),
        }
    }
}
