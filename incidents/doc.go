// Package incidents holds failures, incidents, nonconformities and the actions that follow: clause 4.5.3.
package incidents
