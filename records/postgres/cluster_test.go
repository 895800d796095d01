//go:build linux

package postgres

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// A cluster is a PostgreSQL server that a test has started for itself, on a socket in a folder
// that is taken away afterwards. It has no port on the network.
type cluster struct {
	bin    string // where the programs are
	folder string
	as     *syscall.Credential // whom it runs as: PostgreSQL refuses root
	server *exec.Cmd
	log    *os.File
}

// howToInstall is what somebody reads who does not have it.
const howToInstall = "PostgreSQL is not installed, so the store is not tested here: apt-get install postgresql, or let PATH name the folder of initdb and postgres"

// programs returns the folder of the newest installed server, empty where there is none.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return versionOf(a) - versionOf(b) })
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	for _, name := range []string{"initdb", "postgres"} {
		path, err := exec.LookPath(name)
		if err != nil {
			return ""
		}
		found = append(found, path)
	}
	return filepath.Dir(found[0])
}

func versionOf(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// unprivileged returns whom a server runs as that root starts; nil where this is not root.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.ParseUint(u.Uid, 10, 32)
			gid, _ := strconv.ParseUint(u.Gid, 10, 32)
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, fmt.Errorf("this is root, and there is neither a user postgres nor nobody to run the server as")
}

// newCluster makes a folder for a server within another, without a server in it.
func newCluster(within string) (*cluster, error) {
	c := &cluster{bin: programs()}
	var err error
	if c.as, err = unprivileged(); err != nil {
		return nil, err
	}
	if c.folder, err = os.MkdirTemp(within, "pg"); err != nil { // short, as the path of a socket has to be
		return nil, err
	}
	if c.log, err = os.Create(filepath.Join(c.folder, "log")); err != nil {
		return nil, err
	}
	if c.as != nil {
		err = os.Chown(c.folder, int(c.as.Uid), int(c.as.Gid))
	}
	return c, err
}

// roomiest returns a folder in memory where there is one with enough room: a server there has no
// disk to wait for. What is tested with it is that processes end, not that power does.
func roomiest() string {
	const memory, room = "/dev/shm", 2 << 30
	var free syscall.Statfs_t
	if err := syscall.Statfs(memory, &free); err != nil || free.Bavail*uint64(free.Bsize) < room {
		return ""
	}
	return memory
}

// run runs one of the programs to its end.
func (c *cluster) run(name string, args ...string) error {
	cmd := c.command(name, args...)
	cmd.Stdout, cmd.Stderr = nil, nil
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func (c *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.folder
	cmd.Stdout, cmd.Stderr = c.log, c.log
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return cmd
}

func (c *cluster) data() string { return filepath.Join(c.folder, "data") }

// initialize makes the data of a new server.
func (c *cluster) initialize() error {
	return c.run("initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
}

// start starts the server, and waits until it answers.
func (c *cluster) start(settings ...string) error {
	args := []string{"-D", c.data(), "-k", c.folder, "-h", "", "-p", "5432"}
	for _, s := range append([]string{"shared_buffers=32MB", "max_connections=100", "max_wal_senders=5", "autovacuum_naptime=5min"}, settings...) {
		args = append(args, "-c", s)
	}
	c.server = c.command("postgres", args...)
	if err := c.server.Start(); err != nil {
		return err
	}
	var last error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		conn, err := pgx.Connect(ctx, c.conn("postgres"))
		if last = err; err == nil {
			conn.Close(ctx)
			cancel()
			return nil
		}
		cancel()
	}
	written, _ := os.ReadFile(c.log.Name())
	return fmt.Errorf("the server does not answer: %w\n%s", last, written)
}

// conn is the connection string of a role.
func (c *cluster) conn(role string) string {
	return fmt.Sprintf("host=%s port=5432 user=%s dbname=postgres sslmode=disable", c.folder, role)
}

// kill ends every process of the server with a signal that it cannot catch, all at once, and
// waits until they are gone.
func (c *cluster) kill() {
	pid := c.server.Process.Pid
	_ = syscall.Kill(pid, syscall.SIGSTOP) // so that it starts no others meanwhile
	list, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	children := strings.Fields(string(list))
	for _, child := range children {
		if n, err := strconv.Atoi(child); err == nil {
			_ = syscall.Kill(n, syscall.SIGKILL)
		}
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
	_ = c.server.Wait()
	c.server = nil
	for end := time.Now().Add(10 * time.Second); slices.ContainsFunc(children, running) && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}

// running reports whether a process has not ended yet, be it that nobody has asked for its status.
func running(pid string) bool {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	_, rest, found := strings.Cut(string(stat), ") ")
	return err == nil && found && rest[0] != 'Z'
}

// remove ends the server and takes its folder away.
func (c *cluster) remove() {
	if c.server != nil {
		_ = c.server.Process.Signal(syscall.SIGQUIT) // at once
		_ = c.server.Wait()
	}
	c.log.Close()
	os.RemoveAll(c.folder)
}

// ownCluster starts a server that belongs to one test.
func ownCluster(t testing.TB, settings ...string) *cluster {
	t.Helper()
	if programs() == "" {
		t.Skip(howToInstall)
	}
	c, err := newCluster(roomiest())
	require.NoError(t, err)
	t.Cleanup(c.remove)
	require.NoError(t, c.initialize())
	require.NoError(t, c.start(settings...))
	return c
}

// shared is the server of all tests that do it no harm, which the first of them starts.
var shared = sync.OnceValues(func() (*cluster, error) {
	folder := roomiest()
	if f := flag.Lookup("test.bench"); f != nil && f.Value.String() != "" {
		folder = "" // on a disk, which is what benchmarks are about
	}
	c, err := newCluster(folder)
	if err == nil {
		err = c.initialize()
	}
	if err == nil {
		err = c.start()
	}
	if err == nil {
		started.Store(c)
	}
	return c, err
})

var started atomic.Pointer[cluster]

// socketOfParent names the folder of the server to a process that a test has started.
const socketOfParent = "ISO28000_TEST_POSTGRES"

func TestMain(m *testing.M) {
	status := m.Run()
	if c := started.Load(); c != nil {
		c.remove()
	}
	os.Exit(status)
}

// server returns the connection string of the owner of all.
func server(t testing.TB) string {
	t.Helper()
	if folder := os.Getenv(socketOfParent); folder != "" {
		return (&cluster{folder: folder}).conn("postgres")
	}
	if programs() == "" {
		t.Skip(howToInstall)
	}
	c, err := shared()
	require.NoError(t, err)
	require.NoError(t, os.Setenv(socketOfParent, c.folder))
	return c.conn("postgres")
}

var schemas atomic.Int64

// newSchema returns a name that no other test uses.
func newSchema() string { return fmt.Sprintf("test %d.%d", os.Getpid(), schemas.Add(1)) }

// tempStore opens a new schema.
func tempStore(t testing.TB) *Store {
	return openStore(t, server(t), Options{Schema: newSchema(), Migrate: true})
}

func openStore(t testing.TB, conn string, options Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), conn, options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// admin connects as the owner of all, to whom nothing is forbidden.
func admin(t testing.TB, conn, schema string) *pgx.Conn {
	t.Helper()
	config, err := pgx.ParseConfig(conn)
	require.NoError(t, err)
	config.RuntimeParams["search_path"] = pgx.Identifier{schema}.Sanitize()
	c, err := pgx.ConnectConfig(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

func run(t testing.TB, c *pgx.Conn, sql string, args ...any) {
	t.Helper()
	_, err := c.Exec(t.Context(), sql, args...)
	require.NoError(t, err, sql)
}
