// Nothing ends at once.
package main

func main() {}
