//! What is called from outside of the federation on an object that is handed out: a comparator, a task, a listener.

use super::run::Run;
use super::unasked;
use crate::bodies::locals;
use crate::resolve::class_of_type;
use crate::{FileKind, How, Target, symbol_names};

impl Run<'_> {
    /// Whether an object whose class inherits from one of outside may be handed out, and does something when a member of
    /// it is called there.
    pub(super) fn hands_out(&self) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let leads_out = || self.edges.iter().any(|(edge, _)| edge.how == How::External);
        if !language.tables().classes.handed_out || !leads_out() {
            return false;
        }
        let called = self.edges.iter().filter(|(edge, _)| edge.how.is_one());
        let mut made = called.filter_map(|(_, targets)| targets.first());
        made.any(|it| self.is_class(*it) && self.is_called_outside(*it)) || self.hands_out_given()
    }

    /// The same of what the function was given.
    fn hands_out_given(&self) -> bool {
        let own = locals(self.db, self.key);
        let leads_out = |call: u32| self.edges.get(call).is_some_and(|it| it.0.how == How::External);
        let mut handed = self.body.arguments.iter().filter(|it| it.value.kind.leads() && leads_out(it.call));
        handed.any(|it| {
            let given = own.parameter(self.body.text(it.value.text)).map(|it| own.text(it.type_));
            let class = given.and_then(|it| class_of_type(self.db, self.file, it));
            class.is_some_and(|it| self.is_called_outside(it))
        })
    }

    fn is_class(&self, target: Target) -> bool {
        let names = symbol_names(self.db, target.file);
        names.get(target.symbol).is_some_and(|it| it.kind.is_class_like())
    }

    fn is_called_outside(&self, class: Target) -> bool {
        let members = &unasked::of_class(self.db, class.key(self.db)).outside;
        members.iter().any(|it| self.does(*it))
    }
}
