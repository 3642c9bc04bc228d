//! Who alone is named in a text as holding an office that one person of a side holds at a time.

use crate::group::TOP;
use chancery_model::{Person, PersonRef};
use rustc_hash::FxHashMap;

/// Its role, its side and, unless it is over all bodies, its body.
type Seat<'a> = (&'a str, &'a str, Option<&'a str>);

/// By office, the number and name of its holder; no name where several hold it.
#[derive(Debug)]
pub(crate) struct Holders<'a>(FxHashMap<Seat<'a>, (usize, Option<&'a String>)>);

/// The seat of an office; `None` for one that many of a side may hold.
fn seat<'a>(role: &'a str, side: Option<&'a str>, body: Option<&'a str>) -> Option<Seat<'a>> {
    let top = TOP.contains(&role);
    let side = side.filter(|_| top || role == "minister" && body.is_some())?;
    Some((role, side, body.filter(|_| !top)))
}

impl<'a> Holders<'a> {
    pub(crate) fn of(people: &'a [Person]) -> Holders<'a> {
        let mut out: FxHashMap<Seat<'_>, (usize, Option<&String>)> = FxHashMap::default();
        for (i, person) in people.iter().enumerate().filter(|(_, p)| p.name.is_some()) {
            for h in person.offices.iter().filter(|h| !h.former && !h.counterpart) {
                let Some(seat) = seat(&h.role, h.side.as_deref(), h.body.as_deref()) else { continue };
                // One person may be said to hold it twice.
                let one = out.entry(seat).or_insert((i, person.name.as_ref()));
                if one.0 != i {
                    one.1 = None;
                }
            }
        }
        Holders(out)
    }

    /// The name of the only one who holds the office that somebody is called by.
    pub(crate) fn alone(&self, p: &PersonRef) -> Option<&'a String> {
        if p.former || p.pronoun || p.counterpart {
            return None;
        }
        self.0.get(&seat(p.role.as_deref()?, p.side.as_deref(), p.body.as_deref())?)?.1
    }
}
