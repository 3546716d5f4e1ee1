//! Pieces that the screens share: a part of the screen to write on, wrapped text, lists that scroll, and text fields.

use super::Drawn;
use super::look::{ACCENT, DIM, PLAIN};
use crate::app::Target;
use crate::app::field::Field;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The number of columns that a text takes.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A part of the screen. Coordinates count from its top left corner, and drawing is clipped to it.
pub struct Paper<'b> {
    buf: &'b mut Buffer,
    area: Rect,
}

impl<'b> Paper<'b> {
    /// The part of a buffer that is in `area`.
    pub fn new(buf: &'b mut Buffer, area: Rect) -> Paper<'b> {
        let area = area.intersection(buf.area);
        Paper { buf, area }
    }

    pub fn width(&self) -> u16 {
        self.area.width
    }

    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// The area on the screen of a part of this paper, clipped to the paper.
    pub fn rect(&self, x: u16, y: u16, width: u16, height: u16) -> Rect {
        let (left, top) = (self.area.x.saturating_add(x), self.area.y.saturating_add(y));
        Rect::new(left, top, width, height).intersection(self.area)
    }

    /// A smaller paper inside this one.
    pub fn part(&mut self, x: u16, y: u16, width: u16, height: u16) -> Paper<'_> {
        let area = self.rect(x, y, width, height);
        Paper { buf: self.buf, area }
    }

    /// A stretch of one row.
    pub fn within(&mut self, x: u16, y: u16, width: u16) -> Paper<'_> {
        self.part(x, y, width, 1)
    }

    /// The rest of this paper, from column `x` and row `y` on.
    pub fn rest(&mut self, x: u16, y: u16) -> Paper<'_> {
        self.part(x, y, u16::MAX, u16::MAX)
    }

    /// Writes one line, and returns the column after it. A text that is too long ends in `…`.
    pub fn write(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let room = self.area.width.saturating_sub(x);
        if y >= self.area.height || room == 0 {
            return x;
        }
        let (left, top) = (self.area.x + x, self.area.y + y);
        if columns(text) <= room {
            let (end, _) = self.buf.set_stringn(left, top, text, room.into(), style);
            return end - self.area.x;
        }
        let cut = fitting(text, room - 1);
        let (end, _) = self.buf.set_stringn(left, top, cut, (room - 1).into(), style);
        self.buf.set_stringn(end, top, "…", 1, style);
        end - self.area.x + 1
    }

    /// Writes a text over several lines from column `x` on, and returns the row below it.
    pub fn wrap(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        y.saturating_add(self.rest(0, y).hang(x, x, text, style))
    }

    /// Writes a text over several lines, the first from column `first` on and the others from column `rest` on.
    /// Returns the number of lines.
    pub fn hang(&mut self, first: u16, rest: u16, text: &str, style: Style) -> u16 {
        let lines = wrapped(text, self.area.width.saturating_sub(first.max(rest)));
        for (y, line) in (0..).zip(&lines) {
            self.write(if y == 0 { first } else { rest }, y, line, style);
        }
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }

    /// Writes a text over several lines, and returns their number. A text that is too long for the paper ends in `…`.
    pub fn wrap_or_cut(&mut self, text: &str, style: Style) -> u16 {
        let lines = wrapped(text, self.area.width);
        let whole = lines.len().min(usize::from(self.area.height).saturating_sub(1));
        for (y, line) in (0..).zip(&lines[..whole]) {
            self.write(0, y, line, style);
        }
        self.write(0, whole as u16, &lines[whole..].join(" "), style);
        (lines.len() as u16).min(self.area.height)
    }

    /// Makes a row blank.
    pub fn clear_row(&mut self, y: u16) {
        self.clear(self.rect(0, y, self.area.width, 1));
    }

    fn clear(&mut self, area: Rect) {
        for position in area.positions() {
            self.buf[position].reset();
        }
    }

    /// Draws a dim vertical line down the whole height.
    pub fn rule_down(&mut self, x: u16) {
        for y in 0..self.area.height {
            self.write(x, y, "│", DIM);
        }
    }

    /// Changes the style of a stretch of one row.
    pub fn restyle(&mut self, x: u16, y: u16, width: u16, style: Style) {
        let area = self.rect(x, y, width, 1);
        self.buf.set_style(area, style);
    }

    /// Draws an empty box with a title in the middle, and returns its inside.
    pub fn boxed(&mut self, title: &str, width: u16, height: u16) -> Paper<'_> {
        let (width, height) = (width.min(self.area.width), height.min(self.area.height));
        let (left, top) = ((self.area.width - width) / 2, (self.area.height - height) / 2);
        self.clear(self.rect(left, top, width, height));
        if width < 4 || height < 3 {
            return self.part(left, top, width, height);
        }
        self.part(left, top, width, height).frame(title);
        self.part(left + 2, top + 1, width - 4, height - 2)
    }

    fn frame(&mut self, title: &str) {
        let (right, bottom) = (self.area.width - 1, self.area.height - 1);
        for x in 1..right {
            self.write(x, 0, "─", DIM);
            self.write(x, bottom, "─", DIM);
        }
        for y in 1..bottom {
            self.write(0, y, "│", DIM);
            self.write(right, y, "│", DIM);
        }
        for (x, y, corner) in [(0, 0, "╭"), (right, 0, "╮"), (0, bottom, "╰"), (right, bottom, "╯")] {
            self.write(x, y, corner, DIM);
        }
        let room = (columns(title) + 2).min(right.saturating_sub(3));
        let mut heading = self.within(2, 0, room);
        heading.clear_row(0);
        heading.within(1, 0, room.saturating_sub(2)).write(0, 0, title, ACCENT);
    }

    /// Draws a text field of several lines, scrolled so that the cursor is in sight.
    pub fn text_area(&mut self, field: &Field, hint: &str, drawn: &mut Drawn) {
        let (width, height) = (self.area.width, self.area.height);
        if width < 2 || height == 0 {
            return;
        }
        if field.text().is_empty() {
            self.write(0, 0, hint, DIM);
        }
        let (lines, (line, column)) = entered(field.text(), field.characters_before_cursor(), width - 1);
        let shown = window(line, lines.len(), height);
        for (row, text) in lines[shown.clone()].iter().enumerate() {
            self.write(0, row as u16, text, PLAIN);
        }
        drawn.cursor = Some(Position::new(self.area.x + column, self.area.y + (line - shown.start) as u16));
    }

    /// Draws a text field in the first row. An empty field shows `hint`. With `focus` the terminal's cursor
    /// stands in the field.
    pub fn field(&mut self, field: &Field, hint: &str, focus: bool, drawn: &mut Drawn) {
        let room = self.area.width.saturating_sub(1);
        if self.area.height == 0 || room == 0 {
            return;
        }
        if field.text().is_empty() {
            self.within(0, 0, room).write(0, 0, hint, DIM);
        }
        let scrolled = field.scrolled(room.into());
        let text = field.text().replace('\n', "↵");
        let mut gone = 0;
        let shown = text.graphemes(true).skip_while(|g| {
            let hidden = gone < scrolled;
            gone += g.width();
            hidden
        });
        let shown: String = shown.collect();
        // Text that typing would replace is shown as selected.
        let style = if focus && field.is_offered() { PLAIN.reversed() } else { PLAIN };
        self.within(0, 0, room).write(0, 0, fitting(&shown, room), style);
        if focus {
            let column = u16::try_from(field.columns_before_cursor().saturating_sub(scrolled)).unwrap_or(room);
            drawn.cursor = Some(Position::new(self.area.x + column.min(room), self.area.y));
        }
    }
}

/// The lines of a text in a field, and the line and column of the character at `cursor`. Unlike [`wrapped`], the
/// function keeps every blank and breaks lines anywhere, so that the cursor stands where the next letter will appear.
fn entered(text: &str, cursor: usize, room: u16) -> (Vec<String>, (usize, u16)) {
    let mut lines = vec![String::new()];
    let (mut column, mut seen, mut at) = (0, 0, (0, 0));
    for grapheme in text.graphemes(true) {
        let width = columns(grapheme);
        if grapheme != "\n" && column + width > room {
            lines.push(String::new());
            column = 0;
        }
        if seen <= cursor {
            at = (lines.len() - 1, column);
        }
        seen += grapheme.chars().count();
        if grapheme == "\n" {
            lines.push(String::new());
            column = 0;
        } else if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
            column += width;
        }
    }
    if cursor >= seen {
        at = (lines.len() - 1, column);
    }
    (lines, at)
}

/// The longest beginning of `text` that fits in `room` columns.
pub fn fitting(text: &str, room: u16) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > usize::from(room) {
            return &text[..at];
        }
    }
    text
}

/// Breaks a text into lines of at most `room` columns, between words if possible.
pub fn wrapped(text: &str, room: u16) -> Vec<String> {
    let mut lines = Vec::new();
    if room == 0 {
        return lines;
    }
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for mut word in paragraph.split_whitespace() {
            let gap = u16::from(!line.is_empty());
            if columns(&line) + gap + columns(word) > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while columns(word) > room {
                let piece = match fitting(word, room) {
                    // A wide letter can be wider than the room: such a letter gets its own line.
                    "" => word.graphemes(true).next().unwrap_or(word),
                    piece => piece,
                };
                lines.push(piece.to_owned());
                word = &word[piece.len()..];
            }
            if word.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// The lines of a list around the cursor that fit in `room` rows.
pub fn window(cursor: usize, len: usize, room: u16) -> Range<usize> {
    let room = usize::from(room);
    let start = cursor.saturating_sub(room / 2).min(len.saturating_sub(room));
    start..(start + room).min(len)
}

/// The lines of a list to show around the cursor, each of `rows` rows. If lines are left out, the last row of the paper
/// shows the count of all.
pub(super) fn listed(cursor: usize, count: usize, rows: u16, paper: &mut Paper) -> Range<usize> {
    let room = paper.height().max(rows);
    if count <= usize::from(room / rows) || room <= rows {
        return window(cursor, count, room / rows);
    }
    let shown = window(cursor, count, (room - 1) / rows);
    let arrow = if shown.end < count { "↓ " } else { "" };
    paper.write(2, room - 1, &format!("{arrow}{count} in all"), DIM);
    shown
}

/// Draws the cursor's mark before a line of a prompt, and lets the line be clicked.
pub(super) fn choice(paper: &mut Paper, y: u16, here: bool, line: usize, drawn: &mut Drawn) {
    paper.write(0, y, if here { "▸" } else { " " }, ACCENT);
    drawn.spots.push((paper.rect(0, y, paper.width(), 1), Target::Choice(line)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_between_words_and_long_words_break() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("a\nb", 4), ["a", "b"]);
        assert_eq!(wrapped("王小明", 1).concat(), "王小明");
        assert!(wrapped("x", 0).is_empty());
    }

    #[test]
    fn entered_text_wraps_where_it_ends_and_the_cursor_is_where_the_next_letter_comes() {
        let lines = |text: &str, cursor| entered(text, cursor, 4);
        assert_eq!(lines("abcdef", 6), (vec!["abcd".into(), "ef".into()], (1, 2)));
        assert_eq!(lines("ab\ncd", 3), (vec!["ab".into(), "cd".into()], (1, 0)));
        assert_eq!(lines("ab\n", 3), (vec!["ab".into(), String::new()], (1, 0)));
        assert_eq!(lines("王小明x", 2), (vec!["王小".into(), "明x".into()], (1, 0)));
        assert_eq!(lines("", 0), (vec![String::new()], (0, 0)));
    }

    #[test]
    fn a_text_is_cut_between_whole_letters_with_their_accents() {
        assert_eq!(fitting("王小明", 3), "王");
        assert_eq!(fitting("e\u{301}x", 1), "e\u{301}");
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        for len in 0..20 {
            for cursor in 0..len {
                for room in 1..25 {
                    let shown = window(cursor, len, room);
                    assert!(shown.contains(&cursor) && shown.end <= len && shown.len() <= room.into());
                }
            }
        }
    }

    #[test]
    fn nothing_is_written_outside_the_paper() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 4));
        let mut paper = Paper::new(&mut buf, Rect::new(2, 1, 4, 2));
        paper.write(0, 0, "much too long", PLAIN);
        paper.write(9, 9, "out", PLAIN);
        paper.wrap(0, 1, "more and more and more", PLAIN);
        assert_eq!(buf, Buffer::with_lines(["          ", "  muc…    ", "  more    ", "          "]));
    }
}
