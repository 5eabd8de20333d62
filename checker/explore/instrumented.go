package explore

// instrumented says whether the code under test was built with points; the build with them replaces this file.
const instrumented = false
