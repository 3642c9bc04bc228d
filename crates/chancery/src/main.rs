//! `chancery`: see `chancery --help`.

fn main() -> std::process::ExitCode {
    chancery::main_with(std::env::args_os()).into()
}
