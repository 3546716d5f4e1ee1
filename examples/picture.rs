//! Prints a screen of the program as an SVG picture:
//!
//! `cargo run --example picture -- 100x26 "2 Right" light > week.svg`
//!
//! The arguments are optional: the size, the keys to press, `dark` or `light`, and a family: `year` (in its first week,
//! with a school year), `leo` (without a school year) or `fresh` (an empty folder). A test keeps the pictures of the
//! README current.

pub mod demo;

use demo::Demo;
use goodbye::view::Look;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// The size of a cell in pixels, for a monospaced font of 14 pixels.
const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 18.0;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let arg = |i: usize, otherwise: &'static str| args.get(i).map_or(otherwise, String::as_str).to_owned();
    let (width, height) =
        arg(0, "80x24").split_once('x').map_or((80, 24), |(w, h)| (w.parse().unwrap_or(80), h.parse().unwrap_or(24)));
    let mut demo = match arg(3, "year").as_str() {
        "leo" => Demo::leo(),
        "fresh" => Demo::fresh("2026-09-06"),
        _ => Demo::with_year(),
    };
    demo.press(&arg(1, ""));
    let (buf, _) = demo.draw(width, height, Look::default());
    print!("{}", svg(&buf, arg(2, "dark") == "dark"));
}

/// A buffer as an SVG picture.
pub fn svg(buf: &Buffer, dark: bool) -> String {
    let (paper, ink) = if dark { ("#1d1f27", "#d9dbe4") } else { ("#fdfcf8", "#2b2b33") };
    let (width, height) = (f32::from(buf.area.width) * CELL_WIDTH, f32::from(buf.area.height) * CELL_HEIGHT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"'DejaVu Sans Mono', \
         Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{paper}\"/>\n",
        width + 24.0,
        height + 24.0
    );
    for y in 0..buf.area.height {
        let mut x = 0;
        while x < buf.area.width {
            let first = &buf[(x, y)];
            let same = |cell: &Cell| (cell.fg, cell.modifier) == (first.fg, first.modifier);
            let end = (x..buf.area.width).find(|&i| !same(&buf[(i, y)])).unwrap_or(buf.area.width);
            let text: String = (x..end).map(|i| buf[(i, y)].symbol()).collect();
            draw_run(&mut out, &text, (x, y, end - x), first, (paper, ink));
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Draws the cells of one style that follow each other in a row.
fn draw_run(out: &mut String, text: &str, (x, y, columns): (u16, u16, u16), cell: &Cell, (paper, ink): (&str, &str)) {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    if text.trim().is_empty() && !reversed {
        return;
    }
    let color = match cell.fg {
        Color::Magenta => "#c678b4",
        Color::Green => "#6aa86a",
        Color::Red => "#d9636b",
        _ => ink,
    };
    let (left, top) = (12.0 + f32::from(x) * CELL_WIDTH, 12.0 + f32::from(y) * CELL_HEIGHT);
    let width = f32::from(columns) * CELL_WIDTH;
    if reversed {
        let _ =
            writeln!(out, "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"18\" fill=\"{color}\"/>");
    }
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let dim = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let fill = if reversed { paper } else { color };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\" \
         xml:space=\"preserve\"{bold}{dim}>{text}</text>",
        top + 13.5
    );
}
