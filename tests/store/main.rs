//! The family's folder from outside: what is saved, what is refused, and what any fault leaves behind.

mod backups;
mod damage;
mod faults;
mod home;
mod saves;
