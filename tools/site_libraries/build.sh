#!/usr/bin/env bash
# Builds src/truenorth/site/assets/vendor/*.js from the packages that package-lock.json pins by digest.
# Needs node and npm; run it only to change a version, then commit what it wrote. The same lock gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")"
out=../../src/truenorth/site/assets/vendor

npm ci --ignore-scripts --no-audit --no-fund
bundle() { # entry, global name, file
    node_modules/.bin/esbuild "$1" --bundle --minify --format=iife --global-name="$2" --target=es2020 \
        --charset=ascii --legal-comments=eof --log-level=warning --outfile="$out/$3"
}
bundle charts.mjs echarts echarts.js
bundle search.mjs minisearch minisearch.js
bundle signatures.mjs noble noble.js

for package in echarts zrender tslib minisearch @noble/ed25519 @noble/hashes; do
    printf '=== %s %s ===\n\n' "$package" "$(node -p "require('./node_modules/$package/package.json').version")"
    cat node_modules/"$package"/LICENSE*
    if [ -f "node_modules/$package/NOTICE" ]; then printf '\n' && cat "node_modules/$package/NOTICE"; fi
    printf '\n'
done >"$out/LICENCES.txt"
(cd "$out" && sha256sum ./*.js | sed 's#\./##' >SHA256SUMS)
