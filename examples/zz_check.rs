//! scratch
use lotsman::{compile::{self, Input}, diag, value::Lang};
fn walk(p: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    for e in std::fs::read_dir(p).into_iter().flatten() { let p = e.unwrap().path(); if p.is_dir() { walk(&p, out) } else { out.push(p) } }
}
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let mut ps = vec![]; walk(&root.join("topics"), &mut ps); walk(&root.join("scenarios"), &mut ps); ps.push(root.join("lotsman.yaml")); ps.sort();
    let inputs: Vec<Input> = ps.into_iter().filter_map(|p| { let path = p.strip_prefix(&root).unwrap().to_string_lossy().into_owned(); Input::belongs(&path).then(|| Input { path, bytes: std::fs::read(&p).unwrap() }) }).collect();
    let t = std::time::Instant::now();
    let c = compile::check(inputs);
    eprintln!("check {:?}", t.elapsed());
    println!("{}", diag::human(&c.diagnostics, &c.sources, Lang::Ru, false));
    println!("{}", diag::Summary::of(&c.diagnostics).sentence(Lang::Ru));
    let t = std::time::Instant::now();
    match compile::build(&c) { Ok(Ok(b)) => { println!("built {} in {:?}", b.len(), t.elapsed()); let bb = lotsman::bundle::Bundle::from_bytes(b).unwrap(); lotsman::runtime::Engine::new(&bb).unwrap(); println!("opened"); } Ok(Err(d)) => println!("refused {}", d.len()), Err(e) => println!("{e}") }
}
