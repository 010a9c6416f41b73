fn before() -> i32 {
    1
}

fn broken( {

impl Half {
    fn method(&self) {}
