//! The elements that extraction tells apart.

/// Defines the elements with their names.
macro_rules! tags {
    ($($variant:ident = $name:literal,)+) => {
        /// An element's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) enum Tag { Root, $($variant,)+ Phrase, Other }

        impl Tag {
            /// The tag of a name in lower case.
            pub(super) fn from_name(name: &[u8]) -> Self {
                $(if name == $name.as_bytes() { return Self::$variant; })+
                if PHRASES.iter().any(|phrase| phrase.as_bytes() == name) { Self::Phrase } else { Self::Other }
            }

            /// A name that a parser gives the same treatment.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ Self::Root | Self::Phrase | Self::Other => "span" }
            }
        }
    };
}

// The commonest first: names are compared in this order.
tags! {
    Div = "div", Span = "span", A = "a", P = "p", Li = "li", Img = "img", Script = "script", Ul = "ul", Link = "link",
    Meta = "meta", Br = "br", Strong = "strong", Button = "button", Svg = "svg", Style = "style", H3 = "h3", H2 = "h2",
    I = "i", Em = "em", B = "b", Td = "td", Tr = "tr", Section = "section", Article = "article", Figure = "figure",
    Input = "input", Source = "source", Picture = "picture", Time = "time", Option = "option", H4 = "h4", H1 = "h1",
    Header = "header", Footer = "footer", Nav = "nav", Aside = "aside", Main = "main", Figcaption = "figcaption",
    Blockquote = "blockquote", Noscript = "noscript", Iframe = "iframe", Label = "label", Form = "form", Ol = "ol",
    Table = "table", Tbody = "tbody", Thead = "thead", Tfoot = "tfoot", Th = "th", H5 = "h5", H6 = "h6", Hr = "hr",
    Dl = "dl", Dt = "dt", Dd = "dd", Html = "html", Head = "head", Body = "body", Title = "title", Base = "base",
    Template = "template", Object = "object", Embed = "embed", Video = "video", Audio = "audio", Canvas = "canvas",
    Wbr = "wbr", Pre = "pre", Caption = "caption", Col = "col", Address = "address", Details = "details",
    Summary = "summary", Center = "center", Fieldset = "fieldset", Select = "select", Textarea = "textarea",
    Dialog = "dialog", Menu = "menu", Rt = "rt", Rp = "rp",
}

/// Elements within a line of text that are told apart no further.
const PHRASES: &[&str] = &[
    "abbr", "u", "s", "small", "sub", "sup", "font", "code", "cite", "mark", "del", "ins", "bdi", "bdo",
    "ruby", "q", "kbd", "var", "samp", "big", "tt", "strike", "nobr", "data", "acronym", "dfn", "math",
];

impl Tag {
    /// Whether it has no content.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Meta
                | Self::Link
                | Self::Base
                | Self::Embed
                | Self::Source
                | Self::Img
                | Self::Hr
                | Self::Br
                | Self::Wbr
                | Self::Col
                | Self::Input
        )
    }

    /// Whether its content is no text of the page.
    pub(super) fn is_unread(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Noscript
                | Self::Template
                | Self::Iframe
                | Self::Svg
                | Self::Object
                | Self::Video
                | Self::Audio
                | Self::Canvas
                | Self::Select
                | Self::Textarea
                | Self::Rt
                | Self::Rp
        )
    }

    /// Whether it stands within a line of text.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Span
                | Self::Phrase
                | Self::B
                | Self::Strong
                | Self::I
                | Self::Em
                | Self::Time
                | Self::Label
                | Self::Wbr
                | Self::Img
                | Self::Picture
                | Self::Source
                | Self::Input
        )
    }

    /// Whether it begins and ends a line of text. Unknown elements do not: many are mere labels. Nor do cells: a row is
    /// one line.
    pub(super) fn is_block(self) -> bool {
        !self.is_inline()
            && !matches!(
                self,
                Self::Other | Self::Td | Self::Th | Self::Br | Self::Col | Self::Link | Self::Meta
            )
    }

    /// Whether its start ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        self.is_block()
            && !self.is_unread()
            && !matches!(
                self,
                Self::Root
                    | Self::Html
                    | Self::Head
                    | Self::Body
                    | Self::Title
                    | Self::Base
                    | Self::Embed
                    | Self::Button
                    | Self::Option
                    | Self::Caption
                    | Self::Tbody
                    | Self::Thead
                    | Self::Tfoot
                    | Self::Tr
            )
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }
}
