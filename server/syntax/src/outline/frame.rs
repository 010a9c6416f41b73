//! What the walk knows of a node that it is inside of.

use canton_grammars::flags::Flags;

use super::flow::FrameFlow;
use super::shapes::Delimiters;
use super::strings::Joined;
use crate::digest::Style;

/// A node that the walk is inside of.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) flags: Flags,
    /// Where the node begins.
    pub(super) start: u32,
    pub(super) delimiters: Delimiters,
    /// The style of the pieces of a string.
    pub(super) style: Style,
    /// The last child was a comma or an opening token.
    pub(super) hole: bool,
    pub(super) commas: u32,
    pub(super) end: u32,
    /// The end of a word that the end of its line cuts off; 0 for none, or when it has been looked at.
    pub(super) line_end: u32,
    /// The strings in it are written as one.
    pub(super) joined: Joined,
    /// The wrapper that a definition in it begins with: one more than its index in the marks, or 0.
    pub(super) wrapper: u32,
    /// The frame's own wrapper ends with it.
    pub(super) owns_wrapper: bool,
    pub(super) kind: u16,
    pub(super) flow: FrameFlow,
}

impl Frame {
    pub(super) fn new(flags: Flags, end: u32) -> Frame {
        Frame {
            flags,
            start: 0,
            delimiters: Delimiters::Keep,
            style: Style::Exact,
            hole: true,
            commas: 0,
            end,
            line_end: 0,
            joined: Joined::No,
            wrapper: 0,
            owns_wrapper: false,
            kind: 0,
            flow: FrameFlow::default(),
        }
    }
}
