package records_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// startPostgres starts a PostgreSQL server of its own on a socket in a folder on disk, with the
// settings of a new cluster, and returns how to connect to it. It is gone with the benchmark.
func startPostgres(b *testing.B) string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		b.Skip("PostgreSQL is not installed, so nothing is compared with it here: apt-get install postgresql")
	}
	slices.SortFunc(found, func(a, b string) int { return versionOf(a) - versionOf(b) })
	bin := filepath.Dir(found[len(found)-1])
	folder, err := os.MkdirTemp("", "pg") // short, as the path of a socket has to be
	must(b, err)
	b.Cleanup(func() { os.RemoveAll(folder) })
	attributes := &syscall.SysProcAttr{}
	if os.Getuid() == 0 { // as which it refuses to run
		who, err := user.Lookup("postgres")
		must(b, err)
		uid, _ := strconv.Atoi(who.Uid)
		gid, _ := strconv.Atoi(who.Gid)
		must(b, os.Chown(folder, uid, gid))
		attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir, c.SysProcAttr, c.Env = folder, attributes, append(os.Environ(), "LC_ALL=C.UTF-8")
		return c
	}
	data := filepath.Join(folder, "data")
	out, err := command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C").CombinedOutput()
	if err != nil {
		b.Fatalf("initdb: %v: %s", err, out)
	}
	server := command("postgres", "-D", data, "-k", folder, "-h", "")
	must(b, server.Start())
	b.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGINT)
		_ = server.Wait()
	})
	connect := fmt.Sprintf("host=%s user=postgres dbname=postgres sslmode=disable", folder)
	for range 1000 {
		conn, tried := pgx.Connect(context.Background(), connect)
		if err = tried; err == nil {
			must(b, conn.Close(context.Background()))
			return connect
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.Fatalf("the server does not answer: %v", err)
	return ""
}

func versionOf(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}
