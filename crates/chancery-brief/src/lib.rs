//! chancery-brief
