// Judge an exported log with Go's own golang.org/x/mod/sumdb, which knows nothing of truenorth.
//
//	judge EXPORT VKEY [CHECKPOINT | PROOF]...
//
// Earlier checkpoints must be prefixes; proofs must prove an entry of the exported tree. Prints "ok" and the
// size, or the first thing that does not hold.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// files reads tiles of height 8 where c2sp.org/tlog-tiles puts them.
type files struct{ folder string }

func (f files) Height() int                     { return 8 }
func (f files) SaveTiles([]tlog.Tile, [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, tile := range tiles {
		name := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		content, err := os.ReadFile(filepath.Join(f.folder, name))
		if err != nil {
			return nil, err
		}
		contents = append(contents, content)
	}
	return contents, nil
}

func main() {
	folder, vkey := os.Args[1], os.Args[2]
	tree := checkpoint(read(filepath.Join(folder, "checkpoint")), vkey)
	hashes := tlog.TileHashReader(tree, files{folder})
	root, err := tlog.TreeHash(tree.N, hashes)
	check(err)
	if root != tree.Hash {
		log.Fatal("the tiles come to another root")
	}
	judgeEntries(folder, tree, hashes)
	for _, name := range os.Args[3:] {
		if text := read(name); strings.HasPrefix(text, "c2sp.org/tlog-proof@v1\n") {
			judgeProof(text, vkey)
		} else {
			older := checkpoint(text, vkey)
			if older.N == 0 {
				continue
			}
			proof, err := tlog.ProveTree(tree.N, older.N, hashes)
			check(err)
			check(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash))
		}
	}
	fmt.Println("ok", tree.N)
}

func judgeEntries(folder string, tree tlog.Tree, hashes tlog.HashReader) {
	for first := int64(0); first < tree.N; first += 256 {
		// a bundle has the name of the level 0 tile beside it
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: 256}
		if tree.N-first < 256 {
			tile.W = int(tree.N - first)
		}
		bundle := read(filepath.Join(folder, "tile/entries/"+strings.TrimPrefix(tile.Path(), "tile/8/0/")))
		for index := first; index < first+int64(tile.W); index++ {
			length := int(binary.BigEndian.Uint16([]byte(bundle[:2])))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			check(err)
			if found[0] != tlog.RecordHash([]byte(entry)) {
				log.Fatalf("entry %d is not the one in the tree", index)
			}
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, found[0]))
		}
		if bundle != "" {
			log.Fatal("a bundle is too long")
		}
	}
}

func judgeProof(text, vkey string) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	tree := checkpoint(parts[1], vkey)
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	check(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)))
}

func checkpoint(text, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		log.Fatal("this is no checkpoint of that log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

func read(name string) string {
	content, err := os.ReadFile(name)
	check(err)
	return string(content)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
