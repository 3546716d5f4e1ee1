//! The floor for comparisons of start, key and memory: a bare ratatui program with a list and a grid.
//!
//! `cargo run --release --example floor` runs it; `q` leaves. It reads and saves no files.

use crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, List, ListItem, ListState, Row, Table};
use std::io::{self, IsTerminal};

fn main() -> io::Result<()> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        eprintln!("floor needs a terminal");
        return Ok(());
    }
    let mut terminal = ratatui::init();
    let mut chosen = ListState::default().with_selected(Some(0));
    let outcome = loop {
        let drawn = terminal.draw(|frame| {
            let [left, right] =
                Layout::horizontal([Constraint::Percentage(40), Constraint::Percentage(60)]).areas(frame.area());
            let items = ["A kiss on the hand", "One more hug", "Tell me tonight", "A photo in the lunchbox"];
            let list = List::new(items.map(ListItem::new))
                .block(Block::bordered().title("Rituals"))
                .highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            frame.render_stateful_widget(list, left, &mut chosen);
            let week = (0..6).map(|week| Row::new((1..=7).map(move |day| (week * 7 + day).to_string())));
            let grid = Table::new(week, [Constraint::Length(3); 7]).block(Block::bordered().title("Month"));
            frame.render_widget(grid, right);
        });
        if let Err(error) = drawn {
            break Err(error);
        }
        match event::read() {
            Ok(Event::Key(key)) if key.code == KeyCode::Char('q') => break Ok(()),
            Ok(Event::Key(key)) if key.code == KeyCode::Char('j') => chosen.select_next(),
            Ok(Event::Key(key)) if key.code == KeyCode::Char('k') => chosen.select_previous(),
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    ratatui::restore();
    outcome
}
