module kernels

go 1.20
