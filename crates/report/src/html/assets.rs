//! The style sheet and the script of the page, and the policy that allows these two alone.

use std::fmt::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// The style sheet.
pub(super) const STYLE: &str = concat!(
    include_str!("assets/base.css"),
    include_str!("assets/layout.css"),
    include_str!("assets/rows.css"),
    include_str!("assets/views.css"),
    include_str!("assets/reading.css"),
    include_str!("assets/print.css"),
);

/// The script: its parts share one scope, in this order. The page is marked at once, so that it does not
/// show itself first as it is without scripts.
pub(super) const SCRIPT: &str = concat!(
    "\"use strict\";\ndocument.documentElement.classList.add(\"js\");\n",
    "document.addEventListener(\"DOMContentLoaded\", () => {\n",
    include_str!("assets/dom.js"),
    include_str!("assets/rows.js"),
    include_str!("assets/reading.js"),
    include_str!("assets/card.js"),
    include_str!("assets/filter.js"),
    include_str!("assets/search.js"),
    include_str!("assets/route.js"),
    include_str!("assets/keys.js"),
    "});\n",
);

/// The script of an index of stories.
pub(super) const INDEX_SCRIPT: &str = concat!("\"use strict\";\n", include_str!("assets/index.js"));

/// The content security policy: nothing but the one style sheet and the one script, by their hashes.
pub(super) fn policy(script: &str) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let mut policy = String::from("default-src 'none'; base-uri 'none'; form-action 'none'; ");
    // Writing to a string does not fail.
    let _ = write!(policy, "style-src 'sha256-{}'; script-src 'sha256-{}'", hash(STYLE), hash(script));
    policy
}
