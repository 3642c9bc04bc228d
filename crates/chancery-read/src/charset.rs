//! Bytes to characters, and the bytes that are none.

use crate::ReadError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// First bytes of formats that are no text, and what to call them.
const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a WebP image, WAV sound or AVI film"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\0", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"OggS", "an Ogg sound or film"),
];

/// Text of bytes, with what was in doubt.
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub warnings: Vec<String>,
}

/// Refuses what is no text.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), ReadError> {
    let wide = Encoding::for_bom(bytes).is_some() || utf16_without_bom(bytes).is_some();
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ReadError::Binary { what });
    }
    if wide {
        return Ok(());
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    // Short stretches, whose counts fit a byte, are counted many bytes at a time.
    let odd = |b: &u8| u8::from((*b < 32) & !((*b > 8) & (*b < 14)) & (*b != 27));
    let odd: usize = sample.chunks(64).map(|part| usize::from(part.iter().map(odd).sum::<u8>())).sum();
    if odd * 50 > sample.len() {
        return Err(ReadError::Binary { what: "binary data" });
    }
    Ok(())
}

/// UTF-16 that says nothing of itself: every other byte of its ASCII part is NUL.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    let nul = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (nul(0), nul(1), sample.len() / 2);
    if odd * 5 > half * 2 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 5 > half * 2 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decodes: byte order mark, UTF-16 by its NULs, valid UTF-8, the declared charset, then a guess.
///
/// A declaration is believed only where the bytes are not valid UTF-8 with a letter beyond ASCII: pages converted to
/// UTF-8 often keep their old declaration, and hardly any text in another charset is valid UTF-8 by chance.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mut warnings = Vec::new();
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[length..]);
        if bad {
            warnings.push(invalid(encoding));
        }
        return Decoded { text, warnings };
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        if bad {
            warnings.push(invalid(encoding));
        }
        return Decoded { text, warnings };
    }
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), warnings },
        Err(fault) => fault,
    };
    let declared = declared(bytes);
    // A few broken bytes in what is otherwise UTF-8 (a file cut in the middle of a character, a bad paste).
    let sample = &bytes[..bytes.len().min(1 << 20)];
    let lossy = String::from_utf8_lossy(sample);
    let broken = lossy.matches('\u{fffd}').count();
    let proper = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    let mostly_utf8 = broken == 0 || proper > broken * 2;
    if mostly_utf8 || (declared == Some(UTF_8) && proper > broken) {
        warnings.push(format!(
            "the text is not valid UTF-8 from byte {} on: unreadable bytes were replaced by \u{fffd}",
            fault.valid_up_to()
        ));
        return Decoded { text: String::from_utf8_lossy(bytes), warnings };
    }
    let encoding = match declared {
        Some(e) if e != UTF_8 => e,
        _ => guess(bytes),
    };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    warnings
        .push(format!("the text was read as {}, because it is not UTF-8", encoding.name().to_lowercase()));
    if bad {
        warnings.push(invalid(encoding));
    }
    Decoded { text, warnings }
}

fn invalid(encoding: &'static Encoding) -> String {
    format!("some bytes are not valid {}: they were replaced by \u{fffd}", encoding.name())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 18)], true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guessed == UTF_8 { WINDOWS_1252 } else { guessed }
}

/// The charset that the first 4 KiB declare (`<meta charset=…>`, `content="…; charset=…"`, `<?xml encoding=…?>`).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    for key in [&b"charset"[..], b"encoding"] {
        let mut from = 0;
        while let Some(at) = head[from..].windows(key.len()).position(|w| w == key) {
            from += at + key.len();
            let rest = &head[from..];
            let skip = rest
                .iter()
                .take_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\''))
                .count();
            if !rest[..skip].contains(&b'=') {
                continue;
            }
            let label: Vec<u8> = rest[skip..]
                .iter()
                .copied()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
                .collect();
            if let Some(encoding) = Encoding::for_label(&label) {
                return Some(encoding);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, warns: bool) {
        let got = decode(bytes);
        assert_eq!(got.text, text);
        assert_eq!(!got.warnings.is_empty(), warns, "{:?}", got.warnings);
    }

    #[test]
    fn charsets() {
        check("Hà Nội".as_bytes(), "Hà Nội", false);
        check(b"\xef\xbb\xbfPaix", "Paix", false);
        let wide: Vec<u8> = "\u{feff}Hà Nội, Đà Nẵng".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, "Hà Nội, Đà Nẵng", false);
        let wide: Vec<u8> = "\u{feff}Hà Nội".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&wide, "Hà Nội", false);
        let bare: Vec<u8> = "The two ministers met".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bare, "The two ministers met", false);
        check(
            "Le président a été reçu à l'Élysée, où il a signé".as_bytes(),
            "Le président a été reçu à l'Élysée, où il a signé",
            false,
        );
        let latin = "Le pr\u{e9}sident a \u{e9}t\u{e9} re\u{e7}u \u{e0} Paris par le ministre des Affaires \u{e9}trang\u{e8}res";
        let bytes: Vec<u8> = latin.chars().map(|c| c as u32 as u8).collect();
        check(&bytes, latin, true);
        let (viet, _, _) = encoding_rs::WINDOWS_1258.encode("Ta\u{323}i Đa\u{300} Lat");
        let mut page =
            b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1258\">".to_vec();
        page.extend_from_slice(&viet);
        assert!(decode(&page).text.ends_with("Ta\u{323}i Đa\u{300} Lat"));
        let mut cut = "Hà Nội, Đà Nẵng".as_bytes().to_vec();
        cut.push(0xe1);
        check(&cut, "Hà Nội, Đà Nẵng\u{fffd}", true);
    }

    #[test]
    fn what_is_no_text() {
        assert!(refuse_binary(b"%PDF-1.7 ...").is_err());
        assert!(refuse_binary(&[0, 1, 2, 3, 0, 0, 0, 200, 7, 0, 0, 0]).is_err());
        assert!(refuse_binary("plain".as_bytes()).is_ok());
    }
}
