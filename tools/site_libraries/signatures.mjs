// Not WebCrypto: a browser gives it to secure contexts only, and a page on a plain intranet host is none.
import { hashes, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;

export { sha256, verify };
