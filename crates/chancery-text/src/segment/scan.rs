//! From characters to tokens: one pass over a block, at most a bounded look ahead.

use super::address;
use super::chars::{Class, char_at, char_before, class, class_at, step};
use super::lexicon::{Abbreviation, Hyphens, Lexicon, Special};
use chancery_model::{Span, Token, past_small};
use smol_str::SmolStr;

/// Longest token in bytes; what is longer is cut, so that no later stage meets a word of a megabyte.
pub(super) const LONGEST: usize = 256;

/// What a token is, as far as the end of a sentence is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, or letters with digits.
    Word,
    /// A word that the words model may turn into a contraction.
    Maybe,
    /// Begins with a digit.
    Number,
    /// With its point.
    Abbreviation(Abbreviation),
    /// `J.`
    Initial,
    /// `U.S.`
    Acronym,
    /// An address on the web or of mail.
    Address,
    /// `.`, `!`, `?` and their runs.
    Stop,
    /// Any other sign.
    Sign,
}

/// White space before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// None: glued to the token before.
    None,
    /// Spaces.
    Space,
    /// A line end.
    Line,
    /// An empty line.
    Paragraph,
}

/// What the scan knows of a token beyond [`Token`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    pub kind: Kind,
    pub gap: Gap,
    /// True for one to three digits, or several groups of them: three more may follow after a space.
    groups: bool,
}

/// Tokens of a block, with their notes; spans are those of the view.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub tokens: Vec<Token>,
    pub notes: Vec<Note>,
    buf: String,
}

struct Scanner<'a> {
    lex: &'a Lexicon,
    text: &'a str,
    out: &'a mut Scan,
    gap: Gap,
}

impl Scan {
    /// Scans `text` anew.
    pub fn run(&mut self, lex: &Lexicon, text: &str) {
        self.tokens.clear();
        self.notes.clear();
        Scanner { lex, text, out: self, gap: Gap::Space }.all();
    }
}

impl Scanner<'_> {
    fn all(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.spaces(at);
            if at >= self.text.len() {
                break;
            }
            // Most words are small letters alone, which are their own form.
            let small = past_small(self.text, at);
            if small > at && class_at(self.text, small) == Class::Space && small - at <= LONGEST {
                let form = self.lex.spelled(SmolStr::new(&self.text[at..small]));
                self.formed(at, small, Kind::Word, false, form);
                at = small;
                continue;
            }
            let (end, plain) = self.chunk(at);
            if plain && end - at <= LONGEST {
                self.word(at, end, Kind::Word, false);
            } else {
                self.pieces(at, end);
            }
            at = end;
        }
    }

    /// Skips white space from `at` and notes what it was.
    fn spaces(&mut self, mut at: usize) -> usize {
        let start = at;
        let mut lines = 0;
        while let Some((Class::Space, length)) = step(self.text, at) {
            lines += usize::from(match length {
                1 => self.text.as_bytes()[at] == b'\n',
                _ => self.text[at..].starts_with('\u{2029}'),
            });
            at += length;
        }
        self.gap = match lines {
            0 if start == at && start > 0 => Gap::None,
            0 => Gap::Space,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        };
        at
    }

    /// The end of the stretch without white space from `at`; true where it is letters alone.
    fn chunk(&self, mut at: usize) -> (usize, bool) {
        let mut plain = true;
        while let Some((class, length)) = step(self.text, at) {
            match class {
                Class::Space => break,
                Class::Letter | Class::Cont => {}
                _ => plain = false,
            }
            at += length;
        }
        (at, plain)
    }

    /// Splits a stretch that holds more than letters.
    fn pieces(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            if let Some((stop, kind)) = address::at(self.text, at, end) {
                self.push(at, stop, kind);
                at = stop;
                continue;
            }
            at = match class_at(self.text, at) {
                Class::Letter | Class::Digit | Class::Cont => {
                    let (stop, kind, clitics) = self.word_end(at, end);
                    self.word(at, stop, kind, clitics);
                    stop
                }
                _ => self.sign(at, end),
            };
        }
    }

    /// Emits the sign at `at`, with its repetitions; returns where it ends.
    fn sign(&mut self, at: usize, end: usize) -> usize {
        let Some(c) = char_at(self.text, at) else { return end };
        let mut stop = at + c.len_utf8();
        if class(c) == Class::Apostrophe && self.gap == Gap::None {
            // A clitic after a quotation mark or a bracket: `"Le Monde"'s`.
            let tail = self.letters(stop, end);
            if tail > stop && tail - stop < 8 {
                let form = self.form(at, tail);
                if self.lex.after.contains(&form) {
                    self.push_form(at, tail, Kind::Word, form);
                    return tail;
                }
            }
        }
        let same = |d: char| match c {
            '!' | '?' => d == '!' || d == '?',
            '.' | '=' | '*' | '~' | '<' | '>' | '+' | '|' | '`' | '-' | '\'' | '\u{2019}' | '…' => d == c,
            _ => false,
        };
        while stop < end && stop - at < LONGEST {
            match char_at(self.text, stop) {
                Some(d) if same(d) || class(d) == Class::Cont => stop += d.len_utf8(),
                _ => break,
            }
        }
        let kind = if matches!(c, '.' | '!' | '?' | '…' | '。') { Kind::Stop } else { Kind::Sign };
        self.push(at, stop, kind);
        stop
    }

    /// The end of the letters, digits and marks from `at`.
    fn letters(&self, mut at: usize, limit: usize) -> usize {
        while at < limit {
            match step(self.text, at) {
                Some((Class::Letter | Class::Digit | Class::Cont, length)) => at += length,
                _ => break,
            }
        }
        at
    }

    /// Where the word that starts at `start` ends, its kind, and whether it may hold clitics.
    fn word_end(&mut self, start: usize, end: usize) -> (usize, Kind, bool) {
        let limit = floor(self.text, end.min(start + LONGEST));
        let numeric = class_at(self.text, start) == Class::Digit;
        let plain = if numeric { Kind::Number } else { Kind::Word };
        let (mut run, mut acronym, mut clitics, mut looked) = (start, false, false, false);
        let mut at = start;
        loop {
            at = self.letters(at, limit);
            if at >= limit {
                return (limit, plain, clitics);
            }
            let Some(c) = char_at(self.text, at) else { return (at, plain, clitics) };
            let after = at + c.len_utf8();
            let next = char_at(self.text, after).filter(|_| after < end);
            let next_class = next.map_or(Class::Space, class);
            let digits = char_before(self.text, at).is_some_and(|p| class(p) == Class::Digit)
                && next_class == Class::Digit;
            let joined = matches!(next_class, Class::Letter | Class::Digit);
            let goes_on = match class(c) {
                Class::Apostrophe if next_class == Class::Letter => {
                    clitics = true;
                    true
                }
                Class::Apostrophe => {
                    let form = self.form(start, after);
                    let clitic = self.lex.before.contains(form.rsplit('-').next().unwrap_or(&form));
                    return (if clitic { after } else { at }, plain, clitics);
                }
                Class::Hyphen if digits => self.digits_hold(at, limit),
                Class::Hyphen if joined => {
                    clitics = true;
                    // Once a word: looking ahead at every hyphen would make a chain of them quadratic.
                    let whole =
                        if std::mem::replace(&mut looked, true) { at } else { self.compound(start, limit) };
                    if whole > at
                        && matches!(self.lex.special.get(&self.form(start, whole)), Some(Special::Keep))
                    {
                        return (whole, plain, false);
                    }
                    let names =
                        !self.lex.joints.is_empty() && self.lex.joints.contains(&self.form(run, at)) && {
                            let tail = self.letters(after, limit);
                            self.lex.joints.contains(&self.form(after, tail))
                        };
                    match self.lex.hyphens {
                        _ if names => false,
                        Hyphens::Keep => true,
                        Hyphens::Split => self.lex.prefixes.contains(&self.form(start, at)),
                        Hyphens::SplitCapitals => !(upper_at(self.text, run) && upper_at(self.text, after)),
                    }
                }
                _ => match c {
                    ',' | '/' => digits,
                    ':' => digits && at - start <= 2,
                    '&' => {
                        char_before(self.text, at).is_some_and(char::is_uppercase)
                            && next.is_some_and(char::is_uppercase)
                    }
                    '$' => {
                        let held = !numeric && at - start <= 3 && upper_at(self.text, at.saturating_sub(1));
                        return (if held { after } else { at }, plain, clitics);
                    }
                    '.' if digits => true,
                    '.' => match self.point(start, run, at, end, acronym) {
                        Point::Inside => {
                            acronym = true;
                            true
                        }
                        Point::Last(kind) => return (after, kind, clitics),
                        Point::Outside => false,
                    },
                    _ => false,
                },
            };
            if !goes_on {
                return (at, plain, clitics);
            }
            at = after;
            run = after;
        }
    }

    /// What the point at `at` is to the word `start..at`, whose last run of letters begins at `run`.
    fn point(&mut self, start: usize, run: usize, at: usize, end: usize, acronym: bool) -> Point {
        let text = self.text;
        let letter = one_letter(text, run, at);
        let after = at + 1;
        let next = if after < end { class_at(text, after) } else { Class::Space };
        match next {
            Class::Letter if letter && (acronym || run == start) => {
                // `U.S.A` goes on while single letters follow; `J.Duclos` is an initial and a name.
                let tail = self.letters(after, end.min(after + 8));
                if one_letter(text, after, tail) { Point::Inside } else { self.closed(acronym) }
            }
            Class::Hyphen
                if letter
                    && class_at(text, after + 1) == Class::Letter
                    && self.lex.hyphens == Hyphens::Keep =>
            {
                Point::Inside
            }
            _ if acronym && letter => self.closed(true),
            Class::Letter if run != start => Point::Outside,
            _ if text.as_bytes().get(after) == Some(&b'.') => Point::Outside,
            _ => {
                let form = self.form(start, at);
                let follows = text[after..].chars().find(|c| class(*c) != Class::Space);
                match self.lex.abbreviation(&form, upper_at(text, start)) {
                    Some(Abbreviation::Number) if follows.is_none_or(|c| class(c) != Class::Digit) => {
                        Point::Outside
                    }
                    // Glued letters after an abbreviation that reads like the end of a sentence: leave it one.
                    Some(kind) => Point::Last(Kind::Abbreviation(kind)),
                    None if letter
                        && upper_at(text, run)
                        && next == Class::Space
                        && follows.is_some_and(char::is_uppercase) =>
                    {
                        Point::Last(Kind::Initial)
                    }
                    None => Point::Outside,
                }
            }
        }
    }

    fn closed(&self, acronym: bool) -> Point {
        Point::Last(if acronym { Kind::Acronym } else { Kind::Initial })
    }

    /// True where the hyphen at `at`, between digits, belongs to one expression (`30-4-1975`, `7-11/4`).
    fn digits_hold(&self, at: usize, limit: usize) -> bool {
        if self.lex.hyphens != Hyphens::Split {
            return true;
        }
        let (mut hyphens, mut slashes) = (0, 0);
        let bytes = self.text.as_bytes();
        let back = bytes[..at].iter().rev().take(12).take_while(|b| b.is_ascii_digit() || **b == b'-');
        let ahead =
            bytes[at..limit].iter().take(24).take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/'));
        for b in back.chain(ahead) {
            hyphens += usize::from(*b == b'-');
            slashes += usize::from(*b == b'/');
        }
        hyphens > 1 || slashes > 0
    }

    /// The end of the letters and hyphens from `start`.
    fn compound(&self, start: usize, limit: usize) -> usize {
        let mut at = self.letters(start, limit);
        while at < limit && matches!(class_at(self.text, at), Class::Hyphen | Class::Apostrophe) {
            let next = at + char_at(self.text, at).map_or(1, char::len_utf8);
            let end = self.letters(next, limit);
            if end == next {
                break;
            }
            at = end;
        }
        at
    }

    /// Emits the word `start..end`, with its clitics apart.
    fn word(&mut self, start: usize, end: usize, kind: Kind, clitics: bool) {
        let form = self.form(start, end);
        self.formed(start, end, kind, clitics, form);
    }

    /// The same of a word whose form is known.
    #[inline]
    fn formed(&mut self, start: usize, end: usize, kind: Kind, clitics: bool, form: SmolStr) {
        match self.lex.special.get(&form) {
            Some(Special::Keep) => return self.push_form(start, end, kind, form),
            Some(Special::Split(parts)) if form.len() == end - start => {
                let mut at = start;
                for part in parts {
                    self.push_form(at, at + part.len(), kind, part.clone());
                    at += part.len();
                }
                return;
            }
            Some(Special::Contraction(parts)) => {
                for (i, part) in parts.iter().enumerate() {
                    self.push_form(start, end, kind, part.clone());
                    if i > 0 {
                        self.later_part();
                    }
                }
                return;
            }
            Some(Special::Maybe(_)) => return self.push_form(start, end, Kind::Maybe, form),
            _ => {}
        }
        if clitics {
            self.clitics(start, end, kind, form);
        } else if kind == Kind::Number {
            self.number(start, end, form);
        } else {
            self.push_form(start, end, kind, form);
        }
    }

    /// The last token is a later part of a contraction: no capital, no space of its own.
    fn later_part(&mut self) {
        if let Some(token) = self.out.tokens.last_mut() {
            token.capital = false;
            token.space_before = false;
        }
        if let Some(note) = self.out.notes.last_mut() {
            note.gap = Gap::None;
        }
    }

    /// Takes clitics off both ends of `start..end`.
    fn clitics(&mut self, mut start: usize, mut end: usize, mut kind: Kind, mut form: SmolStr) {
        // `l'`, `qu'`, `jusqu'`: up to the first apostrophe.
        while let Some(i) = self.text[start..end].find(['\'', '\u{2019}', '\u{2bc}']) {
            let cut = start + i + char_at(self.text, start + i).map_or(1, char::len_utf8);
            let head = self.form(start, cut);
            if cut >= end || !self.lex.before.contains(&head) {
                break;
            }
            self.push_form(start, cut, kind, head);
            start = cut;
            form = self.form(start, end);
            if let Some(Special::Keep) = self.lex.special.get(&form) {
                return self.push_form(start, end, kind, form);
            }
            if !self.text[start..end].contains(['\'', '\u{2019}', '\u{2bc}', '-', '\u{2010}', '\u{2011}']) {
                return self.word(start, end, kind, false);
            }
        }
        // `'s`, `n't`, `-t-il`: from the end, twice at most (`shouldn't've`).
        let mut tails = [(0, 0); 2];
        let mut count = 0;
        while count < tails.len() {
            let Some(tail) =
                self.lex.after.iter().find(|t| form.len() > t.len() && form.ends_with(t.as_str()))
            else {
                break;
            };
            let Some(cut) = back(self.text, start, end, tail.chars().count()) else { break };
            tails[count] = (cut, end);
            count += 1;
            end = cut;
            form = self.form(start, end);
            if class_at(self.text, start) == Class::Letter && kind != Kind::Number {
                kind = Kind::Word;
            }
        }
        match self.lex.special.get(&form) {
            Some(_) if count > 0 => self.word(start, end, kind, false),
            _ if kind == Kind::Number => self.number(start, end, form),
            _ => self.push_form(start, end, kind, form),
        }
        for &(a, b) in tails[..count].iter().rev() {
            self.push(a, b, Kind::Word);
        }
    }

    /// Emits a number: unit apart, and joined to the group of digits before it where the pack writes `50 000`.
    fn number(&mut self, start: usize, end: usize, form: SmolStr) {
        let digits = form.bytes().take_while(u8::is_ascii_digit).count();
        if digits < form.len() && form.len() == end - start && self.lex.units.contains(&form[digits..]) {
            self.push_number(start, start + digits, SmolStr::new(&form[..digits]));
            self.push_form(start + digits, end, Kind::Word, SmolStr::new(&form[digits..]));
        } else if self.text[start..end].strip_prefix(&form[..digits]).is_some_and(glued) {
            // (A soft hyphen among the digits is in the text and not in the form: such a number stays whole.)
            // A caption's number run into the word after it: `1Le`.
            self.push_number(start, start + digits, SmolStr::new(&form[..digits]));
            self.word(start + digits, end, Kind::Word, false);
        } else {
            self.push_number(start, end, form);
        }
    }

    fn push_number(&mut self, start: usize, end: usize, form: SmolStr) {
        let digits = form.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits == form.len();
        let group = digits == 3 && (whole || form.as_bytes()[3] == b',');
        if let (true, true, Some(before), Some(note)) =
            (self.lex.digit_spaces, group, self.out.tokens.last_mut(), self.out.notes.last_mut())
        {
            let gap = &self.text[before.span.end as usize..start];
            if note.groups
                && gap.chars().count() == 1
                && gap != "\n"
                && end - (before.span.start as usize) < LONGEST
            {
                note.groups = whole;
                before.span.end = end as u32;
                before.lower = SmolStr::new(format!("{} {form}", before.lower));
                before.lemma = before.lower.clone();
                self.gap = Gap::None;
                return;
            }
        }
        self.push_form(start, end, Kind::Number, form);
        if let Some(note) = self.out.notes.last_mut() {
            note.groups = whole && digits <= 3;
        }
    }

    fn form(&mut self, start: usize, end: usize) -> SmolStr {
        self.lex.form(&self.text[start..end], &mut self.out.buf)
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let form = self.form(start, end);
        self.push_form(start, end, kind, form);
    }

    fn push_form(&mut self, start: usize, end: usize, kind: Kind, form: SmolStr) {
        if kind == Kind::Word && self.gap == Gap::Space {
            let number = self.out.tokens.last_mut().filter(|n| {
                n.lower.len() <= 3
                    && n.lower.bytes().all(|b| b.is_ascii_digit())
                    && start - (n.span.end as usize) == 1
            });
            if let Some(number) = number.filter(|_| self.lex.raised.contains(&form)) {
                number.span.end = end as u32;
                number.lower = SmolStr::new(format!("{}{form}", number.lower));
                number.lemma = number.lower.clone();
                self.gap = Gap::None;
                return;
            }
        }
        self.out.tokens.push(Token {
            span: Span::new(start, end),
            lemma: form.clone(),
            lower: form,
            capital: upper_at(self.text, start),
            space_before: self.gap != Gap::None,
            ..Token::default()
        });
        self.out.notes.push(Note { kind, gap: self.gap, groups: false });
        self.gap = Gap::None;
    }
}

/// What a point is to the word before it.
enum Point {
    /// Within the word.
    Inside,
    /// Its last character.
    Last(Kind),
    /// No part of it.
    Outside,
}

/// True for what reads like the capitalised word of another sentence.
fn glued(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// The largest character boundary not after `at`; marks stay with their letter.
fn floor(text: &str, mut at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The position `count` characters before `end`, if it is after `start`.
fn back(text: &str, start: usize, end: usize, count: usize) -> Option<usize> {
    let (i, _) = text[start..end].char_indices().rev().nth(count.checked_sub(1)?)?;
    (i > 0).then_some(start + i)
}

/// True where exactly one letter stands at `start..end`.
fn one_letter(text: &str, start: usize, end: usize) -> bool {
    char_at(text, start).is_some_and(|c| class(c) == Class::Letter && c != '_' && start + c.len_utf8() == end)
}

/// True where an upper-case letter starts at `at`.
pub(super) fn upper_at(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => b.is_ascii_uppercase(),
        _ => char_at(text, at).is_some_and(|c| c.is_uppercase()),
    }
}
