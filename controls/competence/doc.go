// Package competence holds who has to be able to do what, and who is: clause 4.4.2.
package competence
