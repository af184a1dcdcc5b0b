// A tlog-proof bundle and the signed checkpoint in it: c2sp.org/tlog-proof, signed-note and tlog-checkpoint.
(() => {
  const { bytes, joined, same, hex, fromBase64, leafHash, rootOverPath } = truenorth.merkle;
  const HEAD = /^c2sp\.org\/tlog-proof@v1\nextra ([^\n]+)\nindex (0|[1-9]\d{0,14})\n((?:[^\n]+\n)*)$/;
  const CHECKPOINT = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([^\n]+)\n$/;
  const ED25519 = 1;

  const readKey = (vkey) => {
    const [, name, id, coded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey.trim()) ?? [];
    const typed = fromBase64(coded);
    const mark = noble.sha256(joined(bytes(`${name}\n`), typed)).slice(0, 4);
    const fits = typed.length === 33 && typed[0] === ED25519 && hex(mark) === id;
    if (!fits) throw new Error("not the key of a log");
    return { name, mark, public: typed.slice(1) };
  };

  const isSigned = (text, signatures, key) => {
    const own = signatures
      .map((line) => /^— (\S+) (\S+)$/.exec(line))
      .filter((found) => found && found[1] === key.name)
      .map((found) => fromBase64(found[2]))
      .filter((raw) => same(raw.slice(0, 4), key.mark));
    // zip215 would let one signature be spelt in several ways
    const holds = (raw) => noble.verify(raw.slice(4), bytes(text), key.public, { zip215: false });
    return own.length > 0 && own.every(holds);
  };

  // The entry that the bundle proves, as an object; throws an error that says what does not hold.
  truenorth.openProof = (bundle, vkey) => {
    const key = readKey(vkey);
    const gap = bundle.indexOf("\n\n");
    const head = HEAD.exec(bundle.slice(0, gap + 1));
    const note = bundle.slice(gap + 2);
    const end = note.lastIndexOf("\n\n");
    if (gap < 0 || !head || end < 0) throw new Error("malformed proof");
    const text = note.slice(0, end + 1);
    const checkpoint = CHECKPOINT.exec(text);
    const signatures = note.slice(end + 2).split("\n").filter(Boolean);
    if (!checkpoint || checkpoint[1] !== key.name) throw new Error("malformed checkpoint");
    if (!isSigned(text, signatures, key)) throw new Error("the checkpoint is not signed by the log's key");
    const entry = fromBase64(head[1]);
    const path = head[3].split("\n").filter(Boolean).map(fromBase64);
    const size = Number(checkpoint[2]);
    const root = rootOverPath(leafHash(entry), Number(head[2]), size, path);
    const stands = root && same(root, fromBase64(checkpoint[3]));
    if (!stands) throw new Error("the entry is not in the log's tree");
    return { ...JSON.parse(new TextDecoder().decode(entry)), index: Number(head[2]), size };
  };
})();
