// Package proc ends processes together with all that they have started, where the system can.
package proc
