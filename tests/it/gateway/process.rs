//! `lotsman serve` as a process of its own, killed at the end.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running gateway.
#[derive(Debug)]
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// Starts a gateway with a bundle, a store and a file of settings, and waits until it listens.
    pub fn start(program: &Path, bundle: &Path, store: &str, settings: &Path, listen: SocketAddr) -> Self {
        let mut command = Command::new(program);
        command.args([
            "serve",
            "--log",
            "off",
            "--store",
            store,
            "--listen",
            &listen.to_string(),
        ]);
        Self::listening(command.arg("--bundle").arg(bundle).arg("--settings").arg(settings))
    }

    /// The same with the log of a gateway that keeps nothing, in a file.
    pub fn logged(program: &Path, bundle: &Path, settings: &Path, log: std::fs::File) -> Self {
        let mut command = Command::new(program);
        command.args(["serve", "--store", "memory:", "--listen", "127.0.0.1:0"]);
        command.stderr(log);
        Self::listening(command.arg("--bundle").arg(bundle).arg("--settings").arg(settings))
    }

    fn listening(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the gateway starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is read");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        let Ok(address) = address else {
            let _ = child.kill();
            panic!("the gateway does not listen: {line:?} {:?}", child.wait());
        };
        Self { child, address }
    }

    /// Ends it at once, as `kill -9` does.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop, and gives whether it did so cleanly.
    pub fn stop(mut self) -> bool {
        let asked = Command::new("kill").arg(self.id().to_string()).status();
        asked.is_ok_and(|s| s.success()) && self.child.wait().is_ok_and(|s| s.success())
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
