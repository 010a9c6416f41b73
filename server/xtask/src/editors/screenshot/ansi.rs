//! What a terminal shows, as HTML: the colours and attributes that tmux writes, and no others.

use std::fmt::Write as _;

/// In CSS pixels, for DejaVu Sans Mono: its characters are 0.602 of their size wide, and at this height the
/// lines of boxes meet.
const FONT_SIZE: f64 = 15.0;
const CHARACTER_WIDTH: f64 = FONT_SIZE * 0.602;
const LINE_HEIGHT: f64 = 18.0;
const MARGIN: f64 = 14.0;

/// The size of the page that [`to_html`] makes of a screen.
pub(super) fn page_size(columns: u32, rows: u32) -> (u32, u32) {
    let width = f64::from(columns) * CHARACTER_WIDTH + 2.0 * MARGIN;
    let height = f64::from(rows) * LINE_HEIGHT + 2.0 * MARGIN;
    (width.ceil() as u32, height.ceil() as u32)
}

/// A colour, as CSS has it.
type Color = String;

#[derive(Clone, Default, PartialEq)]
struct Style {
    foreground: Option<Color>,
    background: Option<Color>,
    underline_color: Option<Color>,
    underline: Option<&'static str>,
    bold: bool,
    dim: bool,
    italic: bool,
    reverse: bool,
    strike: bool,
}

/// A page that shows a screen as `tmux capture-pane -e` prints it.
pub(super) fn to_html(screen: &str) -> String {
    let page = background_of(screen).unwrap_or_else(|| "#14161b".to_owned());
    let mut html = format!(
        "<!doctype html><meta charset=utf-8><style>\
         body{{margin:0;padding:{MARGIN}px;background:{page};color:#e0e2ea}}\
         pre{{margin:0;font:{FONT_SIZE}px/{LINE_HEIGHT}px 'DejaVu Sans Mono',monospace}}\
         span{{display:inline-block;height:{LINE_HEIGHT}px;vertical-align:top}}\
         </style><pre>"
    );
    let mut style = Style::default();
    for line in screen.lines() {
        write_line(&mut html, line, &mut style, &page);
        html.push('\n');
    }
    html.push_str("</pre>");
    html
}

/// The first background on the screen, which is the editor's.
fn background_of(screen: &str) -> Option<Color> {
    let mut style = Style::default();
    pieces(screen).find_map(|(_, codes)| {
        style.apply(codes);
        style.background.clone()
    })
}

fn write_line(html: &mut String, line: &str, style: &mut Style, page: &str) {
    for (text, codes) in pieces(line) {
        write_text(html, text, style, page);
        style.apply(codes);
    }
}

/// The texts of a line, each with the codes that stand behind it.
fn pieces(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = line.split("\x1b[");
    let first = parts.next().unwrap_or_default();
    let mut text = first;
    let mut rest = parts.map(|part| part.split_once('m').unwrap_or(("", part)));
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        match rest.next() {
            Some((codes, next)) => Some((std::mem::replace(&mut text, next), codes)),
            None => {
                done = true;
                Some((text, "-"))
            }
        }
    })
}

fn write_text(html: &mut String, text: &str, style: &Style, page: &str) {
    if text.is_empty() {
        return;
    }
    let css = style.css(page);
    if !css.is_empty() {
        let _ = write!(html, "<span style=\"{css}\">");
    }
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '&' => html.push_str("&amp;"),
            other => html.push(other),
        }
    }
    if !css.is_empty() {
        html.push_str("</span>");
    }
}

impl Style {
    /// Applies the parameters of one "select graphic rendition"; "-" stands for none.
    fn apply(&mut self, codes: &str) {
        if codes == "-" {
            return;
        }
        let mut words = codes.split(';');
        while let Some(word) = words.next() {
            match word {
                "" | "0" => *self = Style::default(),
                "1" => self.bold = true,
                "2" => self.dim = true,
                "3" => self.italic = true,
                "4" | "4:1" => self.underline = Some("solid"),
                "4:2" => self.underline = Some("double"),
                "4:3" => self.underline = Some("wavy"),
                "4:4" => self.underline = Some("dotted"),
                "4:5" => self.underline = Some("dashed"),
                "24" | "4:0" => self.underline = None,
                "7" => self.reverse = true,
                "9" => self.strike = true,
                "22" => (self.bold, self.dim) = (false, false),
                "23" => self.italic = false,
                "27" => self.reverse = false,
                "29" => self.strike = false,
                "38" => self.foreground = color(&mut words),
                "48" => self.background = color(&mut words),
                "58" => self.underline_color = color(&mut words),
                "39" => self.foreground = None,
                "49" => self.background = None,
                "59" => self.underline_color = None,
                other => self.apply_packed(other),
            }
        }
    }

    /// `58::2::r:g:b` and the sixteen colours that have numbers of their own.
    fn apply_packed(&mut self, word: &str) {
        if let Some((kind, rest)) = word.split_once(':') {
            let mut words = rest.split(':').filter(|word| !word.is_empty());
            let color = color(&mut words);
            match kind {
                "38" => self.foreground = color,
                "48" => self.background = color,
                "58" => self.underline_color = color,
                _ => {}
            }
            return;
        }
        match word.parse::<u8>() {
            Ok(code @ 30..=37) => self.foreground = Some(palette(code - 30)),
            Ok(code @ 90..=97) => self.foreground = Some(palette(code - 82)),
            Ok(code @ 40..=47) => self.background = Some(palette(code - 40)),
            Ok(code @ 100..=107) => self.background = Some(palette(code - 92)),
            _ => {}
        }
    }

    fn css(&self, page: &str) -> String {
        let mut foreground = self.foreground.as_deref();
        let mut background = self.background.as_deref();
        if self.reverse {
            (foreground, background) = (background.or(Some(page)), foreground.or(Some("#e0e2ea")));
        }
        let mut css = String::new();
        let mut declare = |name: &str, value: &str| {
            let _ = write!(css, "{name}:{value};");
        };
        foreground.inspect(|color| declare("color", color));
        background.filter(|color| *color != page).inspect(|color| declare("background", color));
        if self.bold {
            declare("font-weight", "bold");
        }
        if self.italic {
            declare("font-style", "italic");
        }
        if self.dim {
            declare("opacity", "0.6");
        }
        if let Some(kind) = self.underline {
            let color = self.underline_color.as_deref().unwrap_or("currentcolor");
            declare("text-decoration", &format!("underline {kind} {color} 1px"));
        } else if self.strike {
            declare("text-decoration", "line-through");
        }
        css
    }
}

/// What follows 38, 48 or 58: `2;r;g;b` or `5;n`.
fn color<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Color> {
    let mut number = || words.next()?.parse::<u8>().ok();
    match number()? {
        2 => Some(format!("#{:02x}{:02x}{:02x}", number()?, number()?, number()?)),
        5 => number().map(palette),
        _ => None,
    }
}

/// A colour of xterm's 256.
fn palette(index: u8) -> Color {
    const BASE: [&str; 16] = [
        "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f",
        "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..=15 => BASE[usize::from(index)].to_owned(),
        16..=231 => {
            let cube = index - 16;
            let step = |divisor: u8| STEPS[usize::from(cube / divisor % 6)];
            format!("#{:02x}{:02x}{:02x}", step(36), step(6), step(1))
        }
        232..=255 => {
            let grey = 8 + (index - 232) * 10;
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(screen: &str, expected: &str) {
        let html = to_html(screen);
        let (_, body) = html.split_once("<pre>").expect("a page has a body");
        assert_eq!(body.trim_end_matches("</pre>").trim_end_matches('\n'), expected);
    }

    #[test]
    fn plain_text_is_escaped() {
        check("a < b && c", "a &lt; b &amp;&amp; c");
    }

    #[test]
    fn colours_and_attributes() {
        check("\x1b[38;2;1;2;3;1mx\x1b[0m y", "<span style=\"color:#010203;font-weight:bold;\">x</span> y");
        check("\x1b[38;5;196mx", "<span style=\"color:#ff0000;\">x</span>");
        check("\x1b[91mx", "<span style=\"color:#ff0000;\">x</span>");
    }

    #[test]
    fn a_wavy_line_in_its_colour() {
        check(
            "\x1b[4:3m\x1b[58:2::255:0:0mx\x1b[59m\x1b[24my",
            "<span style=\"text-decoration:underline wavy #ff0000 1px;\">x</span>y",
        );
    }

    #[test]
    fn a_style_goes_on_in_the_next_line() {
        check(
            "\x1b[3mx\ny",
            "<span style=\"font-style:italic;\">x</span>\n<span style=\"font-style:italic;\">y</span>",
        );
    }

    #[test]
    fn the_first_background_is_the_page() {
        assert_eq!(background_of("\x1b[48;2;20;22;27mx"), Some("#14161b".to_owned()));
        check("\x1b[48;2;20;22;27mx\x1b[7my", "x<span style=\"color:#14161b;background:#e0e2ea;\">y</span>");
    }
}
