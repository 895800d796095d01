// Package audit holds the audit programme, the audits and what they found: clause 4.5.5.
package audit
