// Merkle trees of RFC 6962, as src/truenorth/evidence/merkle.py hashes them.
(() => {
  const { sha256 } = noble;

  const bytes = (text) => new TextEncoder().encode(text);
  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
  const hex = (raw) => [...raw].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const fromBase64 = (coded) => {
    const raw = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
    // the last letter has bits that decoders pass over: one digest would have several spellings
    if (btoa(String.fromCharCode(...raw)) !== coded) throw new Error("not base64");
    return raw;
  };

  const leafHash = (entry) => sha256(joined(Uint8Array.of(0), entry));
  const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

  const root = (leaves) => {
    let level = leaves;
    while (level.length > 1) {
      const above = [];
      for (let at = 0; at < level.length; at += 2) {
        above.push(at + 1 < level.length ? nodeHash(level[at], level[at + 1]) : level[at]);
      }
      level = above;
    }
    return level.length ? level[0] : sha256(new Uint8Array());
  };

  // The root that a leaf and its path come to; null if the path is none of such a tree. RFC 9162, 2.1.3.2.
  const rootOverPath = (leaf, index, size, path) => {
    const isPlace = Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
    if (!isPlace) return null;
    let [place, last, found] = [index, size - 1, leaf];
    const half = (number) => Math.floor(number / 2);
    for (const sibling of path) {
      if (last === 0) return null;
      if (place % 2 === 1 || place === last) {
        found = nodeHash(sibling, found);
        while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
      } else {
        found = nodeHash(found, sibling);
      }
      [place, last] = [half(place), half(last)];
    }
    return last === 0 ? found : null;
  };

  truenorth.merkle = { bytes, joined, same, hex, fromBase64, leafHash, root, rootOverPath };
})();
