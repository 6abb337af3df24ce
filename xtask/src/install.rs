//! What the tests need of the system, from its own packages, and the environment of Python.
//!
//! Packages of servers start them on an ordinary Debian: that does no harm, the tests run servers of their own on free ports.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{cargo, run};

/// A program of the tests.
#[derive(Clone, Copy)]
pub struct Need {
    /// Names under which systems know it: one is enough.
    programs: &'static [&'static str],
    /// How it is asked whether it is there.
    ask: &'static str,
    /// A variable that names it when it lies elsewhere.
    named_by: Option<&'static str>,
    /// Where Debian has it when not on the path: there is a folder for each version, and this one within it.
    versions: Option<(&'static str, &'static str)>,
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
    /// What fails without it.
    fails: &'static str,
}

const PLAIN: Need = Need {
    programs: &[],
    ask: "--version",
    named_by: None,
    versions: None,
    packages: &[],
    fails: "",
};

/// Pages are looked at in a real browser.
const CHROMIUM: Need = Need {
    programs: &["chromium", "chromium-browser", "google-chrome"],
    named_by: Some("LOTSMAN_CHROMIUM"),
    packages: &["chromium", "fonts-liberation"],
    fails: "the browser tests",
    ..PLAIN
};

/// Documents are held to the definition of the W3C.
const XMLLINT: Need = Need {
    programs: &["xmllint"],
    packages: &["libxml2-utils"],
    fails: "the tests of the voice channel",
    ..PLAIN
};

/// A sentence is really spoken.
const ESPEAK: Need = Need {
    programs: &["espeak-ng"],
    packages: &["espeak-ng"],
    fails: "the tests of the voice channel",
    ..PLAIN
};

const REDIS: Need = Need {
    programs: &["redis-server"],
    packages: &["redis-server"],
    fails: "the tests of conversations kept in Redis",
    ..PLAIN
};

const POSTGRES: Need = Need {
    programs: &["initdb"],
    versions: Some(("/usr/lib/postgresql", "bin")),
    packages: &["postgresql"],
    fails: "the tests of conversations kept in PostgreSQL",
    ..PLAIN
};

/// Certificates for the servers that are reached over TLS.
const OPENSSL: Need = Need {
    programs: &["openssl"],
    ask: "version",
    packages: &["openssl"],
    fails: "the tests of stores over TLS",
    ..PLAIN
};

/// Programs in C are watched for memory that they lose or misuse.
pub const VALGRIND: Need = Need {
    programs: &["valgrind"],
    packages: &["valgrind"],
    fails: "the tests of the binding to C",
    ..PLAIN
};

const PYTHON: Need = Need {
    programs: &["python3"],
    packages: &["python3", "python3-venv"],
    fails: "the tests of the Python package and of the pages",
    ..PLAIN
};

/// PySpark runs on it.
const JAVA: Need = Need {
    programs: &["java"],
    ask: "-version",
    packages: &["default-jre-headless"],
    fails: "the tests of the Python package",
    ..PLAIN
};

/// What the Python package alone needs.
pub const OF_PYTHON: &[Need] = &[PYTHON, JAVA];

/// What all the tests need.
pub const ALL: &[Need] = &[
    CHROMIUM, XMLLINT, ESPEAK, REDIS, POSTGRES, OPENSSL, VALGRIND, PYTHON, JAVA,
];

impl Need {
    fn is_there(&self) -> bool {
        let named = self.named_by.and_then(std::env::var_os);
        let on_path = self.programs.iter().map(OsString::from);
        let mut places = named.into_iter().chain(on_path).chain(self.of_versions());
        places.any(|program| {
            let version = Command::new(program).arg(self.ask).output();
            version.is_ok_and(|o| o.status.success())
        })
    }

    fn of_versions(&self) -> impl Iterator<Item = OsString> {
        let folders = self.versions.into_iter().flat_map(|(folder, within)| {
            let versions = std::fs::read_dir(folder).into_iter().flatten().flatten();
            versions.map(move |version| version.path().join(within))
        });
        folders.flat_map(|folder: PathBuf| self.programs.iter().map(move |program| folder.join(program).into()))
    }
}

/// Installs what is missing, all in one go. Where that cannot be done the tests fail, and say what they lack.
pub fn programs(needs: &[Need]) {
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_there()).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if packages.is_empty() || apt_get(&packages) {
        return;
    }
    for need in missing.iter().filter(|need| !need.is_there()) {
        let (program, packages) = (need.programs.join(" or "), need.packages.join(" "));
        let by_name = need
            .named_by
            .map_or_else(String::new, |variable| format!(", or name its program in {variable}"));
        println!(
            "{program} is neither there nor could apt-get install it: {} will fail. Install {packages}{by_name}",
            need.fails
        );
    }
}

fn apt_get(packages: &[&str]) -> bool {
    println!("── installing {}", packages.join(" "));
    let apt = |args: &[&str]| {
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(args))
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt(&install) || (apt(&["update"]) && apt(&install))
}

/// The two components of the toolchain that the tests need.
pub fn components() {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let version = Command::new(cargo()).args([subcommand, "--version"]).output();
        if !version.is_ok_and(|o| o.status.success()) {
            println!("── installing {component}");
            run(Command::new("rustup").args(["component", "add", component]));
        }
    }
}

/// The Python of the tests, and what is installed in it.
pub const ENVIRONMENT: &str = "target/python/venv";
const REQUIREMENTS: &[&str] = &["bindings/python/tests/requirements.txt", "tests/e2e/requirements.txt"];

/// Makes the environment of Python, unless it has what is asked for already.
pub fn environment() -> bool {
    let environment = Path::new(ENVIRONMENT);
    let lists = REQUIREMENTS.iter().filter(|list| Path::new(list).exists());
    let lists: Vec<&str> = lists.copied().collect();
    let wanted: String = lists
        .iter()
        .map(|list| std::fs::read_to_string(list).unwrap_or_default())
        .collect();
    let stamp = environment.join("requirements.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return true;
    }
    println!("── making {ENVIRONMENT}");
    let _ = std::fs::remove_dir_all(environment);
    let make = || run(Command::new("python3").args(["-m", "venv", ENVIRONMENT]));
    // Where Python was there before, Debian has the module in a package of its own.
    let made = make() || (apt_get(&["python3-venv"]) && make());
    let mut pip = Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    for list in lists {
        pip.args(["--requirement", list]);
    }
    let filled = made && run(&mut pip);
    if filled {
        let _ = std::fs::write(stamp, wanted);
    } else {
        println!("{ENVIRONMENT} could not be made: the tests of the Python package and of the pages will fail");
    }
    filled
}
