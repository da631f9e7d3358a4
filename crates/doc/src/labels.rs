//! Closed sets of labels. Every label has one name, used in JSON, tables and models.

/// Defines a closed set of labels with their names.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $text, "`")] $variant,)+ }

        impl $name {
            /// All labels, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The label's name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use labels;

labels! {
    /// Universal part-of-speech tags (Universal Dependencies 2).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Dependency relations of the English treebanks EWT and GUM, with subtypes.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

labels! {
    /// What a name names.
    NameType { Person = "PER", Organization = "ORG", Location = "LOC", Misc = "MISC", }
}

labels! {
    /// The parts of an attribution (PolNeAR).
    AttributionRole { Source = "source", Cue = "cue", Content = "content", }
}

labels! {
    /// PLOVER's event types as used since 2021.
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE",
        Coerce = "COERCE", Assault = "ASSAULT",
    }
}

labels! {
    /// Happenings that PLOVER does not code.
    EventKind {
        Disaster = "disaster", Accident = "accident", Death = "death", Injury = "injury", Crime = "crime",
        Investigation = "investigation", Trial = "trial", Verdict = "verdict", Election = "election",
        Appointment = "appointment", Resignation = "resignation", Legislation = "legislation",
        Publication = "publication", Business = "business", Economy = "economy", Sport = "sport",
        Health = "health", Science = "science", Ceremony = "ceremony", Travel = "travel", Speech = "speech",
        Rescue = "rescue", Closure = "closure", Damage = "damage", Other = "other",
    }
}

labels! {
    /// PLOVER modes, over all types.
    Mode {
        Visit = "visit", ThirdParty = "third-party", Multilateral = "multilateral", Phone = "phone",
        Withdraw = "withdraw", Release = "release", Disarm = "disarm", Ceasefire = "ceasefire", Access = "access",
        Resign = "resign", Return = "return", Assist = "assist", Change = "change", Yield = "yield", Meet = "meet",
        Disapprove = "disapprove", Investigate = "investigate", Allege = "allege", Restrict = "restrict",
        Arrest = "arrest", Relations = "relations", Expel = "expel", Territory = "territory", Violence = "violence",
        Demo = "demo", Riot = "riot", Strike = "strike", Hunger = "hunger", Boycott = "boycott",
        Obstruct = "obstruct", Vandalize = "vandalize", Convict = "convict", Discontinue = "discontinue",
        Troops = "troops", Weapons = "weapons", Police = "police", Militia = "militia", Seize = "seize",
        Censor = "censor", Curfew = "curfew", MartialLaw = "martial-law", Deport = "deport",
        Withhold = "withhold", Misinformation = "misinformation", Cyber = "cyber", Abduct = "abduct",
        Beat = "beat", Torture = "torture", Sexual = "sexual", Targeted = "targeted", Destroy = "destroy",
        Primitive = "primitive", Firearms = "firearms", Explosives = "explosives",
        SuicideAttack = "suicide-attack", Aerial = "aerial", Drone = "drone", HeavyWeapons = "heavy-weapons",
        CrowdControl = "crowd-control", Unconventional = "unconventional",
    }
}

labels! {
    /// PLOVER actor sectors.
    Sector {
        Gov = "GOV", Mil = "MIL", Cop = "COP", Jud = "JUD", Leg = "LEG", Pty = "PTY", Reb = "REB", Prm = "PRM",
        Uaf = "UAF", Unk = "UNK", Spy = "SPY", Opp = "OPP", Cvl = "CVL", Eli = "ELI", Jrn = "JRN", Med = "MED",
        Bus = "BUS", Lab = "LAB", Agr = "AGR", Edu = "EDU", Rel = "REL", Ref = "REF", Crm = "CRM", Soc = "SOC",
        Pre = "PRE", Igo = "IGO", Ngo = "NGO",
    }
}

/// PLOVER's four classes of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quad {
    /// Verbal cooperation, 1.
    VerbalCooperation = 1,
    /// Material cooperation, 2.
    MaterialCooperation = 2,
    /// Verbal conflict, 3.
    VerbalConflict = 3,
    /// Material conflict, 4.
    MaterialConflict = 4,
}

impl EventType {
    /// The class that the type belongs to. SANCTION counts as material conflict, as in the manual and the PLV data.
    pub fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}
