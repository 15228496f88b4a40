// Reads a register's log with Go's own library for such logs, which knows nothing of the portal: checks that the checkpoint
// is signed, that the tiles make its root, and that an entry stands in it.
//
//	main <log> <verifier key> [<number of the entry>]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

var client = http.Client{Timeout: 10 * time.Second}

func fetch(url string) ([]byte, error) {
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The checkpoint (c2sp.org/tlog-checkpoint), signed by the log.
func checkpoint(log string, verifier note.Verifier) (tlog.Tree, error) {
	text, err := fetch(log + "/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("the checkpoint is of another log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("the root is no hash")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// Tiles by their addresses of c2sp.org/tlog-tiles, which differ from those of sum.golang.org by the height that they leave out.
type tiles struct{ log string }

func (tiles) Height() int { return tileHeight }

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (reader tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		bytes, err := fetch(reader.log + "/" + path)
		if err != nil {
			return nil, err
		}
		all[i] = bytes
	}
	return all, nil
}

// One entry out of its bundle: each has its length before it, in two bytes.
func entry(log string, size, number int64) ([]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: 0, N: number / tileWidth, W: tileWidth}
	if left := size - tile.N*tileWidth; left < tileWidth {
		tile.W = int(left)
	}
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/0/", tileHeight), "tile/entries/", 1)
	bundle, err := fetch(log + "/" + path)
	if err != nil {
		return nil, err
	}
	for at := int64(0); ; at++ {
		if len(bundle) < 2 {
			return nil, errors.New("the bundle is cut off")
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, errors.New("the bundle is cut off")
		}
		if at == number%tileWidth {
			return bundle[2 : 2+length], nil
		}
		bundle = bundle[2+length:]
	}
}

func verify(log, key, chosen string) error {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return err
	}
	tree, err := checkpoint(log, verifier)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, signed\n", verifier.Name(), tree.N)
	if tree.N == 0 {
		return nil
	}
	number := tree.N - 1
	if chosen != "" {
		if number, err = strconv.ParseInt(chosen, 10, 64); err != nil || number < 0 || number >= tree.N {
			return fmt.Errorf("there is no entry %s", chosen)
		}
	}
	// Each tile that is read is checked against the root.
	hashes := tlog.TileHashReader(tree, tiles{log})
	proof, err := tlog.ProveRecord(tree.N, number, hashes)
	if err != nil {
		return err
	}
	leaf, err := entry(log, tree.N, number)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, number, tlog.RecordHash(leaf)); err != nil {
		return err
	}
	fmt.Printf("entry %d stands in it: %s\n", number, leaf)
	if tree.N > 1 {
		half := tree.N / 2
		older, err := tlog.TreeHash(half, hashes)
		if err != nil {
			return err
		}
		growth, err := tlog.ProveTree(tree.N, half, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(growth, tree.N, tree.Hash, half, older); err != nil {
			return err
		}
		fmt.Printf("its first %d entries are as they were when it had no more\n", half)
	}
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: main <log> <verifier key> [<number of the entry>]")
		os.Exit(2)
	}
	chosen := ""
	if len(os.Args) > 3 {
		chosen = os.Args[3]
	}
	if err := verify(strings.TrimSuffix(os.Args[1], "/"), os.Args[2], chosen); err != nil {
		fmt.Fprintln(os.Stderr, "REFUSED:", err)
		os.Exit(1)
	}
}
