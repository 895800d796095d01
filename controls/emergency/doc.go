// Package emergency holds emergency plans, drills and recovery: clause 4.4.7.
package emergency
