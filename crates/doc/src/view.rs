//! Looking at one text of a document.

use crate::{BlockKind, Field, Layer, Pos, Sentence, SentenceId, Span, Token, TokenId};

/// A look at one text of a document with its layer. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The text.
    pub text: &'a str,
    /// Its blocks; none for a title.
    pub blocks: &'a [crate::Block],
    /// What the reader found.
    pub layer: &'a Layer,
    /// Which text of the article this is.
    pub field: Field,
}

impl<'a> View<'a> {
    /// The words of a span.
    pub fn slice(self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A token. The id must come from this view.
    pub fn token(self, id: TokenId) -> &'a Token {
        &self.layer.tokens[id.index()]
    }

    /// The letters of a token.
    pub fn word(self, id: TokenId) -> &'a str {
        self.slice(self.token(id).span)
    }

    /// A sentence. The id must come from this view.
    pub fn sentence(self, id: SentenceId) -> &'a Sentence {
        &self.layer.sentences[id.index()]
    }

    /// The ids of all sentences, in order.
    pub fn sentences(self) -> impl ExactSizeIterator<Item = SentenceId> + use<> {
        (0..self.layer.sentences.len() as u32).map(SentenceId)
    }

    /// The ids of a sentence's tokens, in order.
    pub fn tokens_of(
        self,
        id: SentenceId,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        let range = self.sentence(id).tokens.clone();
        (range.start..range.end).map(TokenId)
    }

    /// The sentence a token stands in.
    pub fn sentence_of(self, token: TokenId) -> Option<SentenceId> {
        let index = self.layer.sentences.partition_point(|sentence| sentence.tokens.end <= token.0);
        (index < self.layer.sentences.len()).then_some(SentenceId(index as u32))
    }

    /// The sentence that holds `pos`, or the next one after it.
    pub fn sentence_at(self, pos: Pos) -> Option<SentenceId> {
        let index = self.layer.sentences.partition_point(|sentence| sentence.span.end <= pos);
        (index < self.layer.sentences.len()).then_some(SentenceId(index as u32))
    }

    /// The tokens that overlap `span`, in order.
    pub fn tokens_in(
        self,
        span: Span,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        let tokens = &self.layer.tokens;
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let last = first + tokens[first..].partition_point(|token| token.span.start < span.end);
        (first as u32..last as u32).map(TokenId)
    }

    /// The token of `span` whose head lies outside it: the head of the phrase. The first such if there are several.
    pub fn head_of(self, span: Span) -> Option<TokenId> {
        self.tokens_in(span).find(|id| match self.token(*id).head {
            None => true,
            Some(head) => !span.overlaps(self.token(head).span),
        })
    }

    /// The direct dependents of a token, in order.
    pub fn children(self, parent: TokenId) -> impl Iterator<Item = TokenId> + use<'a> {
        let range = self.sentence_of(parent).map_or(0..0, |id| self.sentence(id).tokens.clone());
        range.map(TokenId).filter(move |id| self.token(*id).head == Some(parent))
    }

    /// The heads of a token from its own up to the root.
    pub fn ancestors(self, token: TokenId) -> impl Iterator<Item = TokenId> + use<'a> {
        // A parse is a tree, but a bound keeps a broken layer from looping.
        std::iter::successors(self.token(token).head, move |id| self.token(*id).head)
            .take(self.layer.tokens.len())
    }

    /// Whether `ancestor` is `token` or dominates it.
    pub fn dominates(self, ancestor: TokenId, token: TokenId) -> bool {
        ancestor == token || self.ancestors(token).any(|id| id == ancestor)
    }

    /// The tokens below and with `root`, in order.
    pub fn subtree(self, root: TokenId) -> Vec<TokenId> {
        let range = self.sentence_of(root).map_or(0..0, |id| self.sentence(id).tokens.clone());
        range.map(TokenId).filter(|id| self.dominates(root, *id)).collect()
    }

    /// The span over `tokens`; empty if there are none.
    pub fn cover(self, tokens: impl IntoIterator<Item = TokenId>) -> Span {
        Span::cover_all(tokens.into_iter().map(|id| self.token(id).span)).unwrap_or_default()
    }

    /// The kind of the block that holds `pos`; a title counts as a headline.
    pub fn block_kind(self, pos: Pos) -> BlockKind {
        if self.field == Field::Title {
            return BlockKind::Headline;
        }
        let index = self.blocks.partition_point(|block| block.span.end <= pos);
        self.blocks
            .get(index)
            .filter(|block| block.span.contains_pos(pos))
            .map_or(BlockKind::Furniture, |block| block.kind)
    }
}
