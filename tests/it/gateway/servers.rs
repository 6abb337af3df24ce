//! Real servers for tests: each in a temporary folder, on a free port of this machine, gone when the value is dropped.
//!
//! They come from Debian's packages. Should the test process be killed, the kernel ends them too (`setpriv --pdeathsig`).

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A server that is going, or has been stopped.
struct Server {
    child: Option<Child>,
    folder: TempDir,
    port: u16,
    tls: bool,
}

impl Server {
    fn new() -> Self {
        Self {
            child: None,
            folder: tempfile::tempdir().unwrap(),
            port: free_port(),
            tls: false,
        }
    }

    /// The same, to be reached over TLS, with a certificate that no one knows.
    fn with_tls() -> Self {
        let server = Self::new();
        let mut making = Command::new(installed("openssl", &["/usr/bin"]));
        making.args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
        ]);
        making.args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]);
        making.args(["-addext", "basicConstraints=critical,CA:FALSE", "-days", "30"]);
        making
            .arg("-keyout")
            .arg(server.key())
            .arg("-out")
            .arg(server.certificate());
        let made = making.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { tls: true, ..server }
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("server.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("server.key")
    }

    fn start(&mut self, command: &mut Command, answers: impl Fn() -> bool) {
        let log = self.folder.path().join("log");
        let to = File::options().create(true).append(true).open(&log).unwrap();
        command.stdin(Stdio::null()).stdout(to.try_clone().unwrap()).stderr(to);
        let child = self.child.insert(command.spawn().unwrap());
        let begun = Instant::now();
        while !answers() {
            let ended = child.try_wait().unwrap();
            if ended.is_some() || begun.elapsed() > Duration::from_secs(60) {
                panic!("{command:?} {ended:?}:\n{}", fs::read_to_string(&log).unwrap());
            }
            sleep(Duration::from_millis(10));
        }
    }

    fn signal(&self, signal: &str) {
        if let Some(child) = &self.child {
            let id = child.id().to_string();
            let _ = Command::new("kill").args([signal, &id]).status();
        }
    }

    fn stop(&mut self, signal: &str) {
        self.signal("-CONT");
        self.signal(signal);
        if let Some(mut child) = self.child.take() {
            let _ = child.wait();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop("-KILL");
    }
}

/// A Redis.
pub struct Redis(Server);

impl Redis {
    /// Starts one.
    pub fn start() -> Self {
        let mut redis = Self(Server::new());
        redis.again();
        redis
    }

    /// Starts one that is reached over TLS.
    pub fn start_with_tls() -> Self {
        let mut redis = Self(Server::with_tls());
        redis.again();
        redis
    }

    /// The file with its certificate.
    pub fn certificate(&self) -> PathBuf {
        self.0.certificate()
    }

    /// Starts it again after [`Self::stop`], with what it held.
    pub fn again(&mut self) {
        let port = self.0.port;
        let mut command = with_us("redis-server", Path::new(&installed("redis-server", &["/usr/bin"])));
        let (plain, tls) = if self.0.tls { (0, port) } else { (port, 0) };
        command.args(["--bind", "127.0.0.1", "--save", "", "--port", &plain.to_string()]);
        if self.0.tls {
            command.args([
                "--tls-port",
                &tls.to_string(),
                "--tls-auth-clients",
                "no",
                "--tls-cert-file",
            ]);
            command
                .arg(self.0.certificate())
                .arg("--tls-key-file")
                .arg(self.0.key());
        }
        command.args(["--appendonly", "yes", "--requirepass", "pa:ss", "--dir"]);
        command.arg(self.0.folder.path());
        self.0
            .start(&mut command, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
    }

    /// Where it is.
    pub fn address(&self) -> String {
        let scheme = if self.0.tls { "rediss" } else { "redis" };
        format!("{scheme}://:pa%3Ass@127.0.0.1:{}/0", self.0.port)
    }

    /// Stops it; what it has acknowledged is on the disk.
    pub fn stop(&mut self) {
        self.0.stop("-TERM");
    }

    /// Lets it neither answer nor go.
    pub fn freeze(&self) {
        self.0.signal("-STOP");
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.0.signal("-CONT");
    }
}

/// A PostgreSQL.
pub struct Postgres(Server);

impl Postgres {
    /// Starts one, with an empty database.
    pub fn start() -> Self {
        Self::on(Server::new())
    }

    /// Starts one that is reached over TLS.
    pub fn start_with_tls() -> Self {
        Self::on(Server::with_tls())
    }

    /// The file with its certificate.
    pub fn certificate(&self) -> PathBuf {
        self.0.certificate()
    }

    fn on(server: Server) -> Self {
        let mut postgres = Self(server);
        let folder = postgres.0.folder.path();
        let password = folder.join("password");
        fs::write(&password, "pa:ss\n").unwrap();
        if root() {
            // PostgreSQL will not run as root.
            let owned = Command::new("chown").args(["-R", USER]).arg(folder).status().unwrap();
            assert!(owned.success(), "chown {USER}");
        }
        let mut command = with_us(USER, &postgres_program("initdb"));
        command.args([
            "--username=lotsman",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        command
            .arg(format!("--pwfile={}", password.display()))
            .arg(folder.join("data"));
        let made = command.current_dir(folder).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        postgres.again();
        postgres
    }

    /// Starts it again after [`Self::stop`], with what it held.
    pub fn again(&mut self) {
        let folder = self.0.folder.path().to_owned();
        let port = self.0.port.to_string();
        let mut command = with_us(USER, &postgres_program("postgres"));
        command.arg("-D").arg(folder.join("data")).args(["-p", &port]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=50",
        ] {
            command.args(["-c", setting]);
        }
        if self.0.tls {
            command
                .args(["-c", "ssl=on", "-c"])
                .arg(format!("ssl_cert_file={}", self.0.certificate().display()));
            command
                .arg("-c")
                .arg(format!("ssl_key_file={}", self.0.key().display()));
        }
        let ready = postgres_program("pg_isready");
        let answers = || {
            let mut asking = Command::new(&ready);
            asking.args(["-q", "-h", "127.0.0.1", "-p", &port, "-U", "lotsman", "-d", "postgres"]);
            asking.status().unwrap().success()
        };
        self.0.start(command.current_dir(&folder), answers);
    }

    /// Where it is.
    pub fn address(&self) -> String {
        let tls = if self.0.tls { "?sslmode=require" } else { "" };
        format!("postgres://lotsman:pa%3Ass@127.0.0.1:{}/postgres{tls}", self.0.port)
    }

    /// Stops it at once, without asking its clients.
    pub fn stop(&mut self) {
        self.0.stop("-QUIT");
    }
}

/// Debian's user for PostgreSQL, made by its package.
const USER: &str = "postgres";

/// A command that ends with this process, run as `user` where we may choose.
fn with_us(user: &str, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if root() && user == USER {
        command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

fn root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn postgres_program(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let folders: Vec<String> = versions
        .map(|v| v.unwrap().path().join("bin").display().to_string())
        .collect();
    installed(name, &folders)
}

fn installed(name: &str, folders: &[impl AsRef<Path>]) -> PathBuf {
    let places = folders.iter().map(|f| f.as_ref().join(name));
    let found = places.filter(|p| p.exists()).max();
    found.unwrap_or_else(|| panic!("{name} is not installed: `cargo xtask test` installs it, with the other servers"))
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
