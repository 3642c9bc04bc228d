//! Reading and writing the model file byte by byte; reading never trusts a length.

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// Bytes being written.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }
    /// A number, seven bits a byte, small ones short.
    pub fn number(&mut self, mut n: u32) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }
    /// A short text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Bytes being read.
#[derive(Debug)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Broken> {
        let (first, rest) = self.0.split_first().ok_or(Broken("the file ends too early"))?;
        self.0 = rest;
        Ok(*first)
    }
    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Broken> {
        let (first, rest) = self.0.split_at_checked(count).ok_or(Broken("the file ends too early"))?;
        self.0 = rest;
        Ok(first)
    }
    /// A number as [`Writer::number`] writes it.
    #[inline]
    pub fn number(&mut self) -> Result<u32, Broken> {
        if let [byte @ ..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Ok(u32::from(*byte));
        }
        self.long_number()
    }
    fn long_number(&mut self) -> Result<u32, Broken> {
        let mut n = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            n |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(Broken("a number is too long"))
    }
    /// A number of things that take at least `least` bytes each, so that a wrong one cannot ask for more memory than
    /// the file could fill.
    pub fn count(&mut self, least: usize) -> Result<usize, Broken> {
        let n = self.number()? as usize;
        if n.saturating_mul(least) > self.0.len() {
            return Err(Broken("the file is shorter than it says"));
        }
        Ok(n)
    }
    /// A short text.
    pub fn text(&mut self) -> Result<&'a str, Broken> {
        let len = self.count(1)?;
        let (text, rest) = self.0.split_at(len);
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| Broken("a name is not UTF-8"))
    }
}

/// Sum that tells a damaged file.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325 ^ bytes.len() as u64;
    let mut add = |word| {
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(*word));
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        add(word);
    }
    sum
}
