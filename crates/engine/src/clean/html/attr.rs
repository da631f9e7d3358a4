//! The attributes that extraction looks at.

/// Defines the attributes with their names.
macro_rules! attributes {
    ($($variant:ident = $name:literal,)+) => {
        /// An attribute's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Attr { $($variant,)+ }

        impl Attr {
            /// The attribute of a name in lower case, if it is looked at.
            pub(super) fn from_name(name: &[u8]) -> Option<Self> {
                $(if name == $name.as_bytes() { return Some(Self::$variant); })+
                None
            }

            /// Its name.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

attributes! {
    Class = "class", Href = "href", Id = "id", Content = "content", Rel = "rel", Property = "property", Name = "name",
    Type = "type", Role = "role", Itemprop = "itemprop", Datetime = "datetime", Style = "style", Hidden = "hidden",
    AriaHidden = "aria-hidden",
}
